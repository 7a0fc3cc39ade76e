import { type Check, type Finding, fine, unknown, wrong } from "../../core/finding.ts";
import type { InBoth } from "../../core/language.ts";
import type { Ward } from "./doctor-app.ts";
import { failed, looked, NOT_TOLD, SCOPE_MISSING } from "./doctor-failed.ts";
import { codeOf } from "./errors.ts";
import { ENTER_MENU, menuGap } from "./menu.ts";
import { panelEntries, panelNames } from "./panel.ts";

/** What is offered when "/" is typed, against the commands there are. */
export const panel = ({ api, features }: Ward): Promise<Finding> =>
  looked("slash panel", async () => {
    const offered = new Set((await panelEntries(api)).map(({ command }) => command));
    const wanted = panelNames(features.flatMap((feature) => feature.commands ?? []));
    const lacking = wanted.filter((name) => !offered.has(name));
    const left = [...offered].filter((name) => !wanted.includes(name));
    if (lacking.length + left.length === 0)
      return fine("slash panel", {
        en: `offers all ${wanted.length} commands`,
        zh: `${wanted.length} 个命令都在`,
      });
    const start = {
      en: "The bot fills it at its next start; Feishu's clients show it some five minutes later.",
      zh: "机器人下次启动时会自己填好；飞书客户端大约五分钟后显示。",
    };
    if (offered.size === 0) return unknown("slash panel", { en: "is empty", zh: "是空的" }, start);
    return behind("slash panel", { lacking, left, remedy: start }, [
      { en: "offers", zh: "多了" },
      { en: "which is no command", zh: "不是命令" },
    ]);
  });

/** The menu below the input box, against the commands there are. */
export const menu = async ({ api, features }: Ward): Promise<Finding> => {
  try {
    const { wanted, lacking, left } = await menuGap(api, features);
    if (lacking.length + left.length === 0)
      return fine("menu", { en: `all ${wanted} entries are there`, zh: `${wanted} 项都在` });
    return behind("menu", { lacking, left, remedy: ENTER_MENU }, [
      { en: "has", zh: "多了" },
      { en: "which leads nowhere", zh: "点了没有用" },
    ]);
  } catch (error) {
    if (codeOf(error) !== SCOPE_MISSING) return failed("menu", error);
    return unknown("menu", NOT_TOLD, ENTER_MENU);
  }
};

/** What is offered and what there is are not the same. */
const behind = (
  check: Check,
  given: { readonly lacking: readonly string[]; readonly left: readonly string[]; readonly remedy: InBoth },
  [has, useless]: readonly [InBoth, InBoth],
): Finding => {
  const { lacking, left, remedy } = given;
  const en = [
    ...(lacking.length > 0 ? [`lacks ${lacking.join(", ")}`] : []),
    ...(left.length > 0 ? [`${has.en} ${left.join(", ")}, ${useless.en}`] : []),
  ];
  const zh = [
    ...(lacking.length > 0 ? [`缺 ${lacking.join("、")}`] : []),
    ...(left.length > 0 ? [`${has.zh} ${left.join("、")}，${useless.zh}`] : []),
  ];
  return wrong(check, { en: en.join("; "), zh: zh.join("；") }, remedy);
};
