import type { Clock } from "./clock.ts";
import type { InBoth } from "./language.ts";

/** What is looked at, by its English name, with the Chinese one. */
export const CHECKS = {
  address: "推送地址",
  admins: "管理员",
  availability: "可用范围",
  bot: "机器人",
  calendar: "日历",
  "card callback": "卡片回调",
  channels: "频道和群",
  clock: "时钟",
  configuration: "配置",
  connection: "连接",
  connections: "连接数",
  credentials: "凭证",
  database: "数据库",
  events: "事件和命令",
  groups: "群",
  jobs: "后台任务",
  menu: "菜单",
  messages: "消息",
  organization: "公司",
  people: "人员",
  platform: "平台",
  "running bot": "运行状态",
  scopes: "权限",
  "slash panel": "命令面板",
  teams: "团队",
} as const;
export type Check = keyof typeof CHECKS;

/** What one look at the installation found; `unknown` is what cannot be told from here. */
export interface Finding {
  readonly check: Check;
  readonly state: "ok" | "wrong" | "unknown";
  readonly says: InBoth;
  /** What to do, or where to look. */
  readonly remedy: InBoth | undefined;
}

export const fine = (check: Check, says: InBoth, remedy?: InBoth): Finding => ({ check, state: "ok", says, remedy });
export const wrong = (check: Check, says: InBoth, remedy: InBoth): Finding => ({
  check,
  state: "wrong",
  says,
  remedy,
});
export const unknown = (check: Check, says: InBoth, remedy?: InBoth): Finding => ({
  check,
  state: "unknown",
  says,
  remedy,
});

/** Milliseconds that clocks may differ: the header counts whole seconds, and the way takes its time. */
const SKEW = 30_000;

/** How this computer's clock goes with the platform's, by the Date header of an answer; nothing where there is none. */
export function* clockFinding(platform: InBoth, header: unknown, clock: Clock): Generator<Finding> {
  const theirs = typeof header === "string" ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(theirs)) return;
  const ahead = clock.now().getTime() - theirs;
  if (Math.abs(ahead) <= SKEW)
    return yield fine("clock", { en: `goes with ${platform.en}'s`, zh: `和${platform.zh}一致` });
  const [by, so] = [lasting(Math.abs(ahead)), ahead > 0];
  yield wrong(
    "clock",
    {
      en: `this computer is ${by.en} ${so ? "ahead of" : "behind"} ${platform.en}`,
      zh: `这台电脑比${platform.zh}${so ? "快" : "慢"} ${by.zh}`,
    },
    {
      en: "Set it by the network (timedatectl set-ntp true): reminders come at the wrong time, and beyond five minutes signed requests are refused.",
      zh: "请让它按网络校时（timedatectl set-ntp true）：不然提醒的时间不对，差五分钟以上，带签名的请求会被拒绝。",
    },
  );
}
const lasting = (milliseconds: number): InBoth => {
  if (milliseconds < 120_000)
    return { en: `${Math.round(milliseconds / 1000)} s`, zh: `${Math.round(milliseconds / 1000)} 秒` };
  return { en: `${Math.round(milliseconds / 60_000)} min`, zh: `${Math.round(milliseconds / 60_000)} 分钟` };
};

/** Of a platform that takes no more calls for the moment. @param wait milliseconds */
export const runAgainIn = (wait = 1_000): InBoth => {
  const seconds = Math.ceil(wait / 1_000);
  return { en: `Run it again in ${seconds} s.`, zh: `请过 ${seconds} 秒再试。` };
};

/** A place that a team's messages go to. */
export interface TeamPlace {
  readonly team: string;
  readonly place: string;
}

/** What was found of the places of teams; `outside` are those that the bot is not in. */
export const placesFinding = (places: readonly TeamPlace[], outside: readonly TeamPlace[], remedy: InBoth): Finding => {
  const [all, out] = [places.length, outside.length];
  if (out === 0)
    return fine("channels", {
      en: `the bot is in all ${all} that teams use`,
      zh: `团队用的 ${all} 个，机器人都在`,
    });
  const teams = [...new Set(outside.map(({ team }) => team))];
  const says = {
    en: `the bot is not in ${out} of ${all} that teams use: ${teams.join(", ")}`,
    zh: `团队用的 ${all} 个里，机器人不在其中 ${out} 个：${teams.join("、")}`,
  };
  return wrong("channels", says, remedy);
};
