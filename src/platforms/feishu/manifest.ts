import type { Command, Feature } from "../../chat/feature.ts";
import { HOME_KEY } from "./inbound.ts";

/**
 * The least that works:
 * im:message:send_as_bot — answers and cards; im:message:update — their changes; im:message.p2p_msg:readonly — words in
 * the direct chat; im:message.group_at_msg:readonly — "@Rapport …" in a group; im:message:readonly — the files somebody
 * sent for a form, and the look in a direct chat for a message whose sending was uncertain; im:resource — what is in such a file, and a list as a
 * sheet for whoever asked for it;
 * im:chat:readonly — which groups the bot is in, and whether a card stands in a direct chat; contact:contact.base:readonly
 * and contact:user.base:readonly — names, and who pressed where Feishu leaves that out; contact:user.id:readonly — whose
 * the mails and phones of a pasted list are; application:app_slash_command — what is offered when "/" is typed.
 * Not among them, as it brings every word of every group: im:message.group_msg. A company that grants it besides may
 * answer in the thread of a card without mentioning the bot, and has no message in a group twice even when its sending
 * was uncertain for more than an hour.
 */
const SCOPES = [
  "application:app_slash_command:read",
  "application:app_slash_command:write",
  "contact:contact.base:readonly",
  "contact:user.base:readonly",
  "contact:user.id:readonly",
  "im:chat:readonly",
  "im:message.group_at_msg:readonly",
  "im:message.p2p_msg:readonly",
  "im:message:readonly",
  "im:message:send_as_bot",
  "im:message:update",
  "im:resource",
] as const;

const EVENTS = [
  "application.bot.menu_v6",
  "contact.user.deleted_v3",
  "im.chat.access_event.bot_p2p_chat_entered_v1",
  "im.chat.member.bot.added_v1",
  "im.chat.member.bot.deleted_v1",
  "im.message.receive_v1",
] as const;

interface MenuEntry {
  readonly name: { readonly zh_cn: string; readonly en_us: string };
  readonly event_key?: string;
  readonly children?: readonly MenuEntry[];
}

/** What the developer console wants to know of the app: importable but for the menu, which is entered there by hand. */
export interface FeishuManifest {
  readonly preset: false;
  readonly scopes: { readonly tenant: readonly string[]; readonly user: readonly string[] };
  readonly events: { readonly items: { readonly tenant: readonly string[]; readonly user: readonly string[] } };
  readonly callbacks: { readonly items: readonly string[] };
  readonly menu: readonly MenuEntry[];
}

/** The app in the shape that the SDK's `registerApp` takes as `addons`, and its menu. */
export const manifest = (features: readonly Feature[]): FeishuManifest => ({
  preset: false,
  scopes: { tenant: SCOPES, user: [] },
  events: { items: { tenant: EVENTS, user: [] } },
  callbacks: { items: ["card.action.trigger"] },
  menu: menuOf(features),
});

/** Below the input box: three entries with five below each, at most. Whoever may not do one of them is told what to do. */
const menuOf = (features: readonly Feature[]): MenuEntry[] => {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const below = (kind: Command["menu"]): MenuEntry[] =>
    commands
      .filter(({ menu }) => menu === kind)
      .map(({ name, aliases }) => ({
        name: { zh_cn: aliases.find((alias) => /^\p{Script=Han}{2,}$/u.test(alias)) ?? name, en_us: capital(name) },
        event_key: name,
      }));
  const [doing, looking] = [below("do"), below("look")];
  return [
    { name: { zh_cn: "主页", en_us: "Home" }, event_key: HOME_KEY },
    ...(doing.length > 0 ? [{ name: { zh_cn: "记一笔", en_us: "Do" }, children: doing }] : []),
    ...(looking.length > 0 ? [{ name: { zh_cn: "看一看", en_us: "Look" }, children: looking }] : []),
  ];
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
