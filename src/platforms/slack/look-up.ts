import { PortError } from "../../chat/port.ts";
import type { Address, WhoIs } from "../../core/who-is.ts";
import type { Connection } from "./connection.ts";
import type { People } from "./people.ts";

/** Milliseconds after which Slack is asked again when it did not answer. */
const WAIT = 30_000;
/** Mails of one asking. Slack takes fifty a minute, and others may ask too. */
const MOST = 40;
const REST: WhoIs = { kind: "later", wait: 60_000 };

interface Ways {
  readonly slack: Connection;
  readonly people: People;
}

/**
 * Slack takes one mail at a time, fifty a minute: once it has had enough, or does not let the bot ask, the rest are not
 * asked for. Never rejects.
 */
export const lookUp = async (ways: Ways, workspace: string, addresses: readonly Address[]): Promise<WhoIs[]> => {
  let ends: WhoIs | undefined = ways.slack.isOf(workspace) ? undefined : { kind: "later", wait: WAIT };
  const answers: WhoIs[] = [];
  let asked = 0;
  for (const { mail } of addresses) {
    const answer: WhoIs = mail === null ? UNFINDABLE : (ends ?? (await whoHas(ways, mail)));
    if (answer.kind === "later" || answer.kind === "not_allowed") ends ??= answer;
    if (mail !== null && ++asked === MOST) ends ??= REST;
    answers.push(answer);
  }
  return answers;
};

const UNFINDABLE: WhoIs = { kind: "unfindable" };

const whoHas = async ({ slack, people }: Ways, mail: string): Promise<WhoIs> => {
  try {
    const { user } = await slack.call("Looking somebody up by mail", () =>
      slack.posts.users.lookupByEmail({ email: mail }),
    );
    // Slack may know somebody by an address they had before; the list says the one of today.
    if (!user?.id || user.profile?.email?.toLowerCase() !== mail) return { kind: "nobody" };
    if (isOutsider(user, slack.self.team)) return { kind: "outsider" };
    const { language, zone } = await people.profile({ platform: "slack", workspace: slack.self.team, user: user.id });
    return { kind: "found", user: user.id, language, ...(zone && { zone }) };
  } catch (error) {
    if (error instanceof PortError) return refusedAs(error);
    throw error;
  }
};

interface User {
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly team_id?: string;
  readonly enterprise_user?: { readonly teams?: string[] };
}
const isOutsider = (user: User, team: string): boolean => {
  const marks = [user.deleted, user.is_bot, user.is_restricted, user.is_ultra_restricted, user.is_stranger];
  // In an Enterprise Grid somebody is at home in one workspace, and in others besides.
  const isHere = user.team_id === team || user.enterprise_user?.teams?.includes(team) === true;
  return marks.includes(true) || !isHere;
};

const refusedAs = ({ failure, retryAfter, ofApp }: PortError): WhoIs => {
  if (failure === "gone" || failure === "invalid") return { kind: "nobody" };
  if (failure === "forbidden" && !ofApp) return { kind: "not_allowed" };
  return { kind: "later", wait: retryAfter ?? WAIT };
};
