import { z } from "zod";
import type { Feature } from "../../chat/feature.ts";
import { type Finding, fine, placesFinding, type TeamPlace, unknown, wrong } from "../../core/finding.ts";
import type { Api } from "./api.ts";
import { failed, looked, SCOPE_MISSING } from "./doctor-failed.ts";
import { codeOf } from "./errors.ts";
import { manifest } from "./manifest.ts";
import { ENTER_MENU, menuGap, SELF_SCOPE } from "./menu.ts";
import { panelEntries, panelNames } from "./panel.ts";

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
    if (missing.length === 0) return fine("scopes", `all ${needed.length} are granted`);
    const link = `${console}/auth?q=${missing.join(",")}&op_from=openapi&token_type=tenant`;
    return wrong(
      "scopes",
      `${missing.length} of ${needed.length} not granted: ${missing.join(", ")}`,
      `Apply for them at ${link} (or import manifests/feishu.json under Permissions), then publish a version.`,
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
    const grant = `To have it checked, grant ${SELF_SCOPE} as well: ${link}`;
    return [
      unknown("events", "Feishu does not tell without another scope", `${SEE_EVENTS} ${grant}`),
      unknown("card callback", "the same", `${SEE_CALLBACK} ${grant}`),
    ];
  }
};

const SEE_EVENTS =
  "Look under Events & Callbacks → Event Configuration: the six events of manifests/feishu.json. Without them the bot is silent, and its chat has no input box.";
const SEE_CALLBACK =
  "Look under Events & Callbacks → Callback Configuration, a tab of its own: card.action.trigger. Without it, or with the other subscription mode, a button shows 200340.";

type App = z.output<typeof subscribed>["app"];

const eventsOf = (event: NonNullable<App["event"]> | undefined, { mode, features }: Ward): Finding => {
  if (!event) return unknown("events", "Feishu says nothing of them", SEE_EVENTS);
  const needed = manifest(features).events.items.tenant;
  const there = new Set(event.subscribed_events ?? []);
  const missing = needed.filter((name) => !there.has(name));
  const elsewhere = otherWay(event.subscription_type, mode);
  if (elsewhere) return wrong("events", elsewhere, otherMode("Event Configuration", mode));
  if (missing.length === 0) return fine("events", `all ${needed.length} are subscribed`);
  const remedy = "Add them under Events & Callbacks → Event Configuration, then publish a version.";
  return wrong("events", `${missing.length} of ${needed.length} not subscribed: ${missing.join(", ")}`, remedy);
};

const callbackOf = (info: NonNullable<App["callback_info"]> | undefined, { mode, features }: Ward): Finding => {
  if (!info) return unknown("card callback", "Feishu says nothing of it", SEE_CALLBACK);
  const there = new Set(info.subscribed_callbacks ?? []);
  const missing = manifest(features).callbacks.items.filter((name) => !there.has(name));
  const elsewhere = otherWay(info.callback_type, mode);
  if (elsewhere) return wrong("card callback", elsewhere, otherMode("Callback Configuration", mode));
  if (missing.length === 0) return fine("card callback", "card.action.trigger is subscribed");
  const remedy = `Add it under Events & Callbacks → Callback Configuration, a tab of its own, then publish a version. Until then every button shows 200340.`;
  return wrong("card callback", `${missing.join(", ")} is not subscribed`, remedy);
};

/** What is wrong about where things are sent; undefined when they come by the way that the bot listens on. */
const otherWay = (type: string | null | undefined, mode: "socket" | "http"): string | undefined => {
  if (type !== "webhook" && type !== "websocket") return undefined;
  if ((type === "websocket") === (mode === "socket")) return undefined;
  return type === "webhook"
    ? "they are pushed to an address, while Rapport waits on the long connection"
    : "they come over the long connection, while Rapport waits to be pushed to";
};

const otherMode = (tab: string, mode: "socket" | "http"): string =>
  mode === "socket"
    ? `Under Events & Callbacks → ${tab} choose the long connection, with the bot running while you save. Or set FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN.`
    : `Under Events & Callbacks → ${tab} choose your address. Or remove FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN for the long connection.`;

/** What is offered when "/" is typed, against the commands there are. */
export const panel = ({ api, features }: Ward): Promise<Finding> =>
  looked("slash panel", async () => {
    const offered = new Set((await panelEntries(api)).map(({ command }) => command));
    const wanted = panelNames(features.flatMap((feature) => feature.commands ?? []));
    const lacking = wanted.filter((name) => !offered.has(name));
    const left = [...offered].filter((name) => !wanted.includes(name));
    if (lacking.length + left.length === 0) return fine("slash panel", `offers all ${wanted.length} commands`);
    const start = "The bot fills it at its next start; Feishu's clients show it some five minutes later.";
    if (offered.size === 0) return unknown("slash panel", "is empty", start);
    const parts = [
      ...(lacking.length > 0 ? [`lacks ${lacking.join(", ")}`] : []),
      ...(left.length > 0 ? [`offers ${left.join(", ")}, which is no command`] : []),
    ];
    return wrong("slash panel", parts.join("; "), start);
  });

/** The menu below the input box, against the commands there are. */
export const menu = async ({ api, features }: Ward): Promise<Finding> => {
  try {
    const { wanted, lacking, left } = await menuGap(api, features);
    if (lacking.length + left.length === 0) return fine("menu", `all ${wanted} entries are there`);
    const parts = [
      ...(lacking.length > 0 ? [`lacks ${lacking.join(", ")}`] : []),
      ...(left.length > 0 ? [`has ${left.join(", ")}, which leads nowhere`] : []),
    ];
    return wrong("menu", parts.join("; "), ENTER_MENU);
  } catch (error) {
    if (codeOf(error) !== SCOPE_MISSING) return failed("menu", error);
    return unknown("menu", "Feishu does not tell without another scope", ENTER_MENU);
  }
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
    const invite = "Invite Rapport to each team's group: group settings → Bots → Add a bot.";
    if (items.length === 0) return unknown("groups", "the bot is in none yet", invite);
    const names = items.slice(0, SHOWN).map(({ name }) => name ?? "…");
    const rest = items.length > SHOWN || more ? ", …" : "";
    return fine("groups", `the bot is in ${items.length}${more ? " and more" : ""}: ${names.join(", ")}${rest}`);
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
    const remedy = "Group settings → Bots → Add a bot in each, or give the team another group with /team.";
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
      ["departments", range.department_ids?.length ?? 0],
      ["people", range.user_ids?.length ?? 0],
      ["user groups", range.group_ids?.length ?? 0],
    ] as const;
    const parts = counts.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
    const widen =
      "Widen the availability (可用范围) when you create the next version; whoever is outside finds no bot.";
    if (parts.length === 0) return wrong("availability", "the app is there for nobody", widen);
    return fine("availability", `the app sees ${parts.join(", ")}${range.has_more ? " and more" : ""}`);
  });
