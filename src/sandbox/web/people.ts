import type { InBoth } from "../../core/language.ts";
import type { Desk, ShownUser } from "../slack/screen.ts";
import type { PagePerson } from "./wire.ts";

/** Someone the page offers, and what they do. */
export interface OfferedPerson {
  /** Slack user id. */
  readonly user: string;
  readonly role?: InBoth;
}

const shown = (user: ShownUser, role: InBoth | undefined): PagePerson => ({
  id: user.id,
  name: user.name,
  realName: user.realName,
  role: role ?? null,
  language: user.locale.toLowerCase().startsWith("zh") ? "zh" : "en",
  tz: user.tz,
  color: `#${user.color}`,
});

/** The offered people first, in their order, then whoever joined the workspace since; never bots or closed accounts. */
export const peopleOf = (desk: Desk, offered: readonly OfferedPerson[]): readonly PagePerson[] => {
  const first = offered[0];
  if (!first) return [];
  const users = desk.screen(first.user).users.filter((user) => !user.isBot && !user.deactivated);
  const known = offered.flatMap(({ user, role }) => {
    const found = users.find((one) => one.id === user);
    return found ? [shown(found, role)] : [];
  });
  const joined = users.filter((user) => !offered.some((one) => one.user === user.id));
  return [...known, ...joined.map((user) => shown(user, undefined))];
};
