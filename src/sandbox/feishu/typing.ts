import type { Mention } from "./records.ts";
import type { Tenant } from "./state.ts";

const TAG = /<at\s+user_id="([^"]+)"\s*>[^<]*<\/at>/g;

interface Typed {
  readonly content: string;
  readonly mentions: readonly Mention[];
}

/** What a person types becomes what Feishu keeps: `<at user_id="ou_…"></at>` turns into `@_user_1`, with the name beside it. */
export const asTyped = (tenant: Tenant, typed: string): Typed => {
  const mentions: Mention[] = [];
  const text = typed.replaceAll(TAG, (whole, openId: string) => {
    if (openId === "all") return "@_all";
    const name = openId === tenant.app.botOpenId ? tenant.app.name : tenant.users.get(openId)?.realName;
    if (name === undefined) return whole;
    const known = mentions.find((mention) => mention.openId === openId);
    const mention = known ?? { key: `@_user_${mentions.length + 1}`, openId, name };
    if (!known) mentions.push(mention);
    return mention.key;
  });
  return { content: JSON.stringify({ text }), mentions };
};

/** `@name`, `@real name` and `@` with the bot's name become mentions of those who can be mentioned; the longest name wins. */
export const withMentions = (tenant: Tenant, text: string, withBot: boolean): string => {
  const names = [...tenant.users.values()].flatMap(({ openId, name, realName }) => [
    [name, openId] as const,
    [realName, openId] as const,
  ]);
  if (withBot) names.push([tenant.app.name, tenant.app.botOpenId]);
  return names
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((rest, [name, id]) => rest.replaceAll(`@${name}`, `<at user_id="${id}"></at>`), text);
};
