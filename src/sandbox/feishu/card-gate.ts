import { isObject, type JsonObject, parseJson } from "../json.ts";
import { FeishuError } from "./api/error.ts";
import type { Known } from "./cards/check.ts";
import { validateCard } from "./cards/validate.ts";
import type { Message } from "./records.ts";
import type { Tenant } from "./state.ts";

const knownTo = (space: Tenant): Known => ({
  image: (key) => key.startsWith("img_") && space.files.has(key),
  person: (id) => [...space.users.values()].some((user) => [user.openId, user.userId, user.unionId].includes(id)),
});

interface CardRefusal {
  readonly code: number;
  readonly subCode?: number;
  readonly msg: string;
}

const isSecond = (card: unknown): boolean => isObject(card) && card.schema === "2.0";

/** What is wrong with the card, to be sent or to take the place of `before`. */
export const cardProblem = (space: Tenant, sent: string | JsonObject, before?: Message): CardRefusal | undefined => {
  const card = typeof sent === "string" ? parseJson(sent) : sent;
  if (isObject(card) && card.type === "template") return failed(200380, "template does not exist");
  if (before && isSecond(parseJson(before.content)) && isObject(card) && !isSecond(card))
    return failed(200830, "schema V2 card can not change to schema V1");
  return validateCard(sent, knownTo(space));
};

const failed = (subCode: number, message: string): CardRefusal => ({
  code: 230099,
  subCode,
  msg: `Failed to create card content, ext=ErrCode: ${subCode}; ErrMsg: ${message}; ErrorValue: ROOT; `,
});

/** @throws FeishuError 230031 */
export const refuseFixed = (space: Tenant, message: Message): void => {
  if (space.isFixed(message))
    throw new FeishuError(230031, "Message can only be modified within 14 days after sending.");
};

/** @throws FeishuError 230025 or 230099 */
export const refuseBadCard = (space: Tenant, sent: string | JsonObject, before?: Message): void => {
  const problem = cardProblem(space, sent, before);
  if (problem) throw new FeishuError(problem.code, problem.msg);
};
