import type { PersonIdentity } from "../../chat/feature.ts";
import { type Answer, failsForNow, type Inbound, PortError } from "../../chat/port.ts";
import type { Work } from "../../chat/port-work.ts";
import type { Answering } from "./answering.ts";
import type { Api } from "./api.ts";
import type { Asked } from "./origin.ts";
import type { Outbound } from "./outbound.ts";
import type { Ids, People } from "./people.ts";
import type { Reach } from "./reach.ts";
import { renderAnswer } from "./render-card.ts";
import { withheldCard } from "./withheld.ts";

/** Milliseconds after which Feishu is told something, as after three seconds it takes no answer. */
export interface Deadlines {
  /** Of an event that is not handled by then: that it is to come again. */
  readonly event: number;
  /** Of a press: that there is no answer yet. It comes but once, and the way there and back is part of the three seconds. */
  readonly press: number;
  /** Of anything pushed to the bot's address. */
  readonly push: number;
}
export const DEADLINES: Deadlines = { event: 2500, press: 2500, push: 2900 };

/** What a delivery is handled with. */
export interface Parts {
  readonly deadlines: Deadlines;
  readonly api: Api;
  readonly people: People;
  readonly outbound: Outbound;
  readonly answering: Answering;
  readonly reach: Reach;
  readonly inbound: Inbound;
  readonly work: Work;
  /** open_id of the bot. */
  readonly bot: string;
}

export const identityOf = (workspace: string, user: string): PersonIdentity => ({
  platform: "feishu",
  workspace,
  user,
});

/** The ids of a person as Feishu sends them: any may be missing, or null. */
export const idsOf = ({ open_id, union_id, user_id }: GivenIds): Ids => ({
  open_id: open_id ?? undefined,
  union_id: union_id ?? undefined,
  user_id: user_id ?? undefined,
});
type GivenIds = { readonly [Key in keyof Ids]?: string | null | undefined };

/** Keeps what has been heard of the direct chat with the person: Feishu tells it nobody who asks. */
export const keepDirect = ({ people, inbound }: Parts, identity: PersonIdentity): Promise<void> =>
  people.keepDirect(identity.user, (chat) => inbound.directPlaceIs(identity, chat));

interface Given {
  readonly origin: Asked;
  readonly answer: Answer;
}

/** Shows an answer, or that Feishu withholds it. @returns whether Feishu did not take it for now */
export const isNotTaken = (
  { reach, api: { log } }: Parts,
  { origin, answer }: Given,
  show: () => Promise<void>,
): Promise<boolean> => {
  const orWithheld = async (error: unknown) => {
    const came = answer.shown ?? (await answer.late?.outcome);
    const isWithheld = error instanceof PortError && error.failure === "withheld";
    if (!isWithheld || !came) throw error;
    await reach.say(origin, { card: renderAnswer(withheldCard(came), origin), to: "you" });
  };
  return failsForNow(answer, { show: () => show().catch(orWithheld), log });
};

/** Shows the answer to a press, which comes but once: what Feishu does not take now is delivered as a message. */
export const settle = async (parts: Parts, given: Given, show: () => Promise<void>): Promise<void> => {
  if (await isNotTaken(parts, given, show)) await given.answer.missed();
};
