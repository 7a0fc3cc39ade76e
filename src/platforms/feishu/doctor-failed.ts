import { z } from "zod";
import { PortError } from "../../chat/port.ts";
import { type Check, type Finding, runAgainIn, unknown, wrong } from "../../core/finding.ts";
import { asSaid } from "../../core/language.ts";
import { codeOf } from "./errors.ts";

export const SCOPE_MISSING = 99991672;
export const NOT_TOLD = {
  en: "Feishu does not tell without another scope",
  zh: "还要开通一项权限，飞书才肯说",
};

const RUN_AGAIN = { en: "Run it again.", zh: "请再试一次。" };

/** What a look that failed tells: who is refused has something to put right, who was only unlucky looks again. */
export const failed = (check: Check, error: unknown): Finding => {
  if (error instanceof z.ZodError)
    return unknown(check, {
      en: "Feishu answered in another way than its documentation says",
      zh: "飞书的回答和它的文档不一样",
    });
  if (!(error instanceof PortError)) throw error;
  if (codeOf(error) === SCOPE_MISSING)
    return wrong(
      check,
      { en: "a scope that it needs is missing", zh: "缺少需要的权限" },
      error.remedyInBoth ?? { en: "See the scopes.", zh: "见“权限”一行。" },
    );
  const { failure, message, remedyInBoth: remedy, retryAfter } = error;
  if (failure === "rate_limited") {
    const says = { en: "Feishu takes no more calls for the moment", zh: "飞书暂时不再接受调用" };
    return unknown(check, says, runAgainIn(retryAfter));
  }
  if (failure === "unavailable") return unknown(check, asSaid(message), remedy ?? RUN_AGAIN);
  return remedy ? wrong(check, asSaid(message), remedy) : unknown(check, asSaid(message));
};

/** A look that may fail. */
export const looked = (check: Check, look: () => Promise<Finding>): Promise<Finding> =>
  look().catch((error: unknown) => failed(check, error));
