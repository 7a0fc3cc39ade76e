import { z } from "zod";
import type { Feature } from "../../chat/feature.ts";
import { type Finding, fine, placesFinding, type TeamPlace, unknown, wrong } from "../../core/finding.ts";
import type { InBoth } from "../../core/language.ts";
import type { Api } from "./api.ts";
import { failed, looked, NOT_TOLD, SCOPE_MISSING } from "./doctor-failed.ts";
import { codeOf } from "./errors.ts";
import { manifest } from "./manifest.ts";
import { SELF_SCOPE } from "./menu.ts";

/** What the looks work with. */
export interface Ward {
  readonly api: Api;
  readonly features: readonly Feature[];
  readonly mode: "socket" | "http";
  /** The app's page in the developer console. */
  readonly console: string;
}

/** What is asked for in less words than it could be: whoever granted the wider scope granted this one. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  "contact:contact.base:readonly": ["contact:contact:readonly_as_app", "contact:contact:access_as_app"],
  "contact:user.base:readonly": ["contact:contact:readonly_as_app", "contact:contact:access_as_app"],
  "im:chat:readonly": ["im:chat"],
  "im:message.group_at_msg:readonly": ["im:message.group_at_msg"],
  "im:message.p2p_msg:readonly": ["im:message.p2p_msg"],
  "im:message:readonly": ["im:message"],
  "im:message:send_as_bot": ["im:message"],
  "im:message:update": ["im:message"],
};
const GRANTED = 1;

const granting = z.object({
  scopes: z.array(z.object({ scope_name: z.string(), grant_status: z.number() })).nullish(),
});

/** What was granted, against what the manifest asks for. */
export const scopes = ({ api, features, console }: Ward): Promise<Finding> =>
  looked("scopes", async () => {
    const answer = await api.request("Asking for the scopes", {
      method: "GET",
      url: "/open-apis/application/v6/scopes",
    });
    const given = (granting.parse(answer).scopes ?? []).filter((one) => one.grant_status === GRANTED);
    const names = new Set(given.map(({ scope_name: name }) => name));
    const needed = manifest(features).scopes.tenant;
    const has = (scope: string) => [scope, ...(WIDER[scope] ?? [])].some((name) => names.has(name));
    const missing = needed.filter((scope) => !has(scope));
    const all = needed.length;
    if (missing.length === 0) return fine("scopes", { en: `all ${all} are granted`, zh: `${all} 项都开通了` });
    const link = `${console}/auth?q=${missing.join(",")}&op_from=openapi&token_type=tenant`;
    return wrong(
      "scopes",
      {
        en: `${missing.length} of ${all} not granted: ${missing.join(", ")}`,
        zh: `${all} 项里有 ${missing.length} 项没有开通：${missing.join("、")}`,
      },
      {
        en: `Apply for them at ${link} (or import manifests/feishu.json under Permissions), then publish a version.`,
        zh: `请到 ${link} 申请（或者在“权限管理”里导入 manifests/feishu.json），再发布一个版本。`,
      },
    );
  });

const subscribed = z.object({
  app: z.object({
    online_version_id: z.string().nullish(),
    event: z
      .object({
        subscription_type: z.string().nullish(),
        request_url: z.string().nullish(),
        subscribed_events: z.array(z.string()).nullish(),
      })
      .nullish(),
    callback_info: z
      .object({ callback_type: z.string().nullish(), subscribed_callbacks: z.array(z.string()).nullish() })
      .nullish(),
  }),
});

/** Events, and the card callback on its own tab, as far as Feishu tells: it wants a scope for it that Rapport does without. */
export const subscriptions = async (ward: Ward): Promise<readonly Finding[]> => {
  const { api, console } = ward;
  try {
    const answer = await api.request("Asking for the app", {
      method: "GET",
      url: `/open-apis/application/v6/applications/${api.appId}`,
      params: { lang: "zh_cn" },
    });
    const { app } = subscribed.parse(answer);
    return [eventsOf(app.event ?? undefined, ward), callbackOf(app.callback_info ?? undefined, ward)];
  } catch (error) {
    if (codeOf(error) !== SCOPE_MISSING) return [failed("events", error)];
    const link = `${console}/auth?q=${SELF_SCOPE}&op_from=openapi&token_type=tenant`;
    const see = ({ en, zh }: InBoth): InBoth => ({
      en: `${en} To have it checked, grant ${SELF_SCOPE} as well: ${link}`,
      zh: `${zh}想让 doctor 也能查，请再开通 ${SELF_SCOPE}：${link}`,
    });
    return [
      unknown("events", NOT_TOLD, see(SEE_EVENTS)),
      unknown("card callback", { en: "the same", zh: "同上" }, see(SEE_CALLBACK)),
    ];
  }
};

const SEE_EVENTS = {
  en: "Look under Events & Callbacks → Event Configuration: the six events of manifests/feishu.json. Without them the bot is silent, and its chat has no input box.",
  zh: "请看“事件与回调”→“事件配置”：manifests/feishu.json 里的六个事件都要有。没有它们，机器人不说话，聊天里也没有输入框。",
};
const SEE_CALLBACK = {
  en: "Look under Events & Callbacks → Callback Configuration, a tab of its own: card.action.trigger. Without it, or with the other subscription mode, a button shows 200340.",
  zh: "请看“事件与回调”→“回调配置”（单独的一页）：要有 card.action.trigger。没有它，或者订阅方式不对，按钮会显示 200340。",
};

type App = z.output<typeof subscribed>["app"];

const eventsOf = (event: NonNullable<App["event"]> | undefined, { mode, features }: Ward): Finding => {
  if (!event) return unknown("events", { en: "Feishu says nothing of them", zh: "飞书没有说" }, SEE_EVENTS);
  const needed = manifest(features).events.items.tenant;
  const there = new Set(event.subscribed_events ?? []);
  const missing = needed.filter((name) => !there.has(name));
  const elsewhere = otherWay(event.subscription_type, mode);
  if (elsewhere) return wrong("events", elsewhere, otherMode(EVENTS, mode));
  const all = needed.length;
  if (missing.length === 0) return fine("events", { en: `all ${all} are subscribed`, zh: `${all} 个都订阅了` });
  const says = {
    en: `${missing.length} of ${all} not subscribed: ${missing.join(", ")}`,
    zh: `${all} 个里有 ${missing.length} 个没有订阅：${missing.join("、")}`,
  };
  return wrong("events", says, {
    en: "Add them under Events & Callbacks → Event Configuration, then publish a version.",
    zh: "请在“事件与回调”→“事件配置”里加上，再发布一个版本。",
  });
};

const callbackOf = (info: NonNullable<App["callback_info"]> | undefined, { mode, features }: Ward): Finding => {
  if (!info) return unknown("card callback", { en: "Feishu says nothing of it", zh: "飞书没有说" }, SEE_CALLBACK);
  const there = new Set(info.subscribed_callbacks ?? []);
  const missing = manifest(features).callbacks.items.filter((name) => !there.has(name));
  const elsewhere = otherWay(info.callback_type, mode);
  if (elsewhere) return wrong("card callback", elsewhere, otherMode(CALLBACK, mode));
  if (missing.length === 0)
    return fine("card callback", { en: "card.action.trigger is subscribed", zh: "订阅了 card.action.trigger" });
  const says = { en: `${missing.join(", ")} is not subscribed`, zh: `没有订阅 ${missing.join("、")}` };
  return wrong("card callback", says, {
    en: "Add it under Events & Callbacks → Callback Configuration, a tab of its own, then publish a version. Until then every button shows 200340.",
    zh: "请在“事件与回调”→“回调配置”（单独的一页）里加上，再发布一个版本。加上之前，每个按钮都显示 200340。",
  });
};

/** What is wrong about where things are sent; undefined when they come by the way that the bot listens on. */
const otherWay = (type: string | null | undefined, mode: "socket" | "http"): InBoth | undefined => {
  if (type !== "webhook" && type !== "websocket") return undefined;
  if ((type === "websocket") === (mode === "socket")) return undefined;
  return type === "webhook"
    ? {
        en: "they are pushed to an address, while Rapport waits on the long connection",
        zh: "推送到了一个地址，Rapport 却在长连接上等",
      }
    : {
        en: "they come over the long connection, while Rapport waits to be pushed to",
        zh: "走的是长连接，Rapport 却在等推送",
      };
};

const EVENTS = { en: "Event Configuration", zh: "事件配置" };
const CALLBACK = { en: "Callback Configuration", zh: "回调配置" };
const otherMode = ({ en, zh }: InBoth, mode: "socket" | "http"): InBoth =>
  mode === "socket"
    ? {
        en: `Under Events & Callbacks → ${en} choose the long connection, with the bot running while you save. Or set FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN.`,
        zh: `请在“事件与回调”→“${zh}”里选长连接，保存时机器人要在运行。或者填上 FEISHU_ENCRYPT_KEY 和 FEISHU_VERIFICATION_TOKEN。`,
      }
    : {
        en: `Under Events & Callbacks → ${en} choose your address. Or remove FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN for the long connection.`,
        zh: `请在“事件与回调”→“${zh}”里选你的地址。想用长连接，就删掉 FEISHU_ENCRYPT_KEY 和 FEISHU_VERIFICATION_TOKEN。`,
      };

const listed = z.object({
  items: z.array(z.object({ name: z.string().nullish() })).nullish(),
  has_more: z.boolean().nullish(),
});
const SHOWN = 5;

/** Where the bot can speak besides direct chats. */
export const groups = ({ api }: Ward): Promise<Finding> =>
  looked("groups", async () => {
    const asked = { method: "GET", url: "/open-apis/im/v1/chats", params: { page_size: 100 } } as const;
    const { items: found, has_more: more } = listed.parse(await api.request("Asking for the groups", asked));
    const items = found ?? [];
    const invite = {
      en: "Invite Rapport to each team's group: group settings → Bots → Add a bot.",
      zh: "请把 Rapport 加到每个团队的群里：群设置 → 群机器人 → 添加机器人。",
    };
    if (items.length === 0)
      return unknown("groups", { en: "the bot is in none yet", zh: "机器人还不在任何群里" }, invite);
    const names = items.slice(0, SHOWN).map(({ name }) => name ?? "…");
    const rest = items.length > SHOWN || more ? ["…"] : [];
    return fine("groups", {
      en: `the bot is in ${items.length}${more ? " and more" : ""}: ${[...names, ...rest].join(", ")}`,
      zh: `机器人在 ${items.length} 个${more ? "以上的" : ""}群里：${[...names, ...rest].join("、")}`,
    });
  });

const membership = z.object({ is_in_chat: z.boolean().nullish() });

/** Whether the bot is where teams want to be written to. */
export const channels = ({ api }: Ward, places: readonly TeamPlace[]): Promise<Finding> =>
  looked("channels", async () => {
    const outside: TeamPlace[] = [];
    for (const each of places) {
      const url = `/open-apis/im/v1/chats/${encodeURIComponent(each.place)}/members/is_in_chat`;
      const answer = await api.request("Looking at a group", { method: "GET", url });
      if (membership.parse(answer).is_in_chat !== true) outside.push(each);
    }
    const remedy = {
      en: "Group settings → Bots → Add a bot in each, or give the team another group with /team.",
      zh: "请在每个群的群设置 → 群机器人 → 添加机器人里加上，或者用 /team 给团队换一个群。",
    };
    return placesFinding(places, outside, remedy);
  });

const ids = z.array(z.string()).nullish();
const seen = z.object({ user_ids: ids, department_ids: ids, group_ids: ids, has_more: z.boolean().nullish() });

/** Whom the app sees, which is whom it is available to unless somebody set the two apart. */
export const availability = ({ api }: Ward): Promise<Finding> =>
  looked("availability", async () => {
    const asked = { method: "GET", url: "/open-apis/contact/v3/scopes", params: { page_size: 100 } } as const;
    const range = seen.parse(await api.request("Asking whom the app sees", asked));
    const counts = [
      ["departments", "个部门", range.department_ids?.length ?? 0],
      ["people", "个人", range.user_ids?.length ?? 0],
      ["user groups", "个用户组", range.group_ids?.length ?? 0],
    ] as const;
    const parts = counts.filter(([, , count]) => count > 0);
    const widen = {
      en: "Widen the availability (可用范围) when you create the next version; whoever is outside finds no bot.",
      zh: "请在创建下一个版本时扩大可用范围；不在范围里的人找不到机器人。",
    };
    if (parts.length === 0)
      return wrong("availability", { en: "the app is there for nobody", zh: "应用对谁都不可用" }, widen);
    return fine("availability", {
      en: `the app sees ${parts.map(([what, , count]) => `${count} ${what}`).join(", ")}${range.has_more ? " and more" : ""}`,
      zh: `应用看得到 ${parts.map(([, what, count]) => `${count} ${what}`).join("、")}${range.has_more ? "以及更多" : ""}`,
    });
  });
