import { newReference } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Lease } from "../core/lease.ts";
import type { Membership } from "../core/membership.ts";
import { Refusal } from "../core/refusal.ts";
import { apologyCard, apologyText, busyCard, closedCard } from "./answers.ts";
import type { Card } from "./card.ts";
import { changingOf, DoneBefore } from "./changing.ts";
import { countedShown } from "./counted.ts";
import { drawOutcome } from "./drawing.ts";
import type { Ctx, Outcome, Stranger } from "./feature.ts";
import type { FieldErrors } from "./form.ts";
import type { Arrived, KernelOptions, Result } from "./kernel-options.ts";
import type { Languages } from "./languages.ts";
import { type Looking, sightOf } from "./looking.ts";
import type { Shown, ShownForm } from "./port.ts";
import type { Registry } from "./registry.ts";
import { storable } from "./storable.ts";
import { visible } from "./typed.ts";
import type { UnderWay } from "./under-way.ts";

/** What a handler came to; `drawn` is ready to be shown as it is. */
export type Came = Outcome | { readonly drawn: Shown } | undefined;

/** What an arrival asks for. */
export interface Work {
  /** What was typed, a command's name included; "" for a press and a submit. */
  readonly typed: string;
  run(ctx: Ctx): Promise<Came>;
  /** For a submitted form: itself again, with messages. */
  readonly again?: (language: Language) => (errors: FieldErrors) => ShownForm | undefined;
  /** The platform repeats these by itself; one that was answered needs no second answer. */
  readonly lease?: () => Promise<Lease>;
}

/** Runs work for whoever it is, and makes an apology of what it throws. Never rejects. */
export type Receive = (arrived: Arrived, work: Work) => Promise<Result>;

export const NOTHING: Result = { shown: undefined, changed: false };
const ANSWERED: Result = { ...NOTHING, leased: false };
const ELSEWHERE: Result = { ...ANSWERED, elsewhere: true };
const justShow = (shown: Shown): Result => ({ shown, changed: false });
const toYou = (card: Card): Shown => ({ kind: "card", card, to: "you" });

interface Room {
  readonly options: KernelOptions;
  readonly registry: Registry;
  readonly languages: Languages;
  readonly looking: Looking;
  readonly underWay: UnderWay;
}

export const receptionOf = (room: Room): Receive => {
  const { options, languages } = room;
  const take: Receive = async (arrived, work) => {
    try {
      const [taken, membership] = await Promise.all([work.lease?.() ?? "ours", options.membershipOf(arrived.identity)]);
      if (taken !== "ours") return taken === "held" ? ELSEWHERE : ANSWERED;
      if (membership.kind === "closed") return justShow(toYou(closedCard(membership.language)));
      if (membership.kind === "stranger") {
        return await welcome(room, { arrived, typed: work.typed, organizationId: membership.organizationId });
      }
      languages.remember(arrived.identity, membership.language);
      return await serve(room, { arrived, membership: await located(options, arrived, membership), work });
    } catch (error) {
      const language = languages.of(arrived.identity);
      if (error instanceof DoneBefore) return doneBefore(error, language, work.lease !== undefined);
      return apologize(options, { arrived, error, language, again: work.again?.(language) });
    }
  };
  return async (arrived, work) => ({ leased: work.lease !== undefined, ...(await take(arrived, work)) });
};

type Member = Extract<Membership, { kind: "member" }>;

/** Where a platform says that somebody is holds once, as long as nobody has told a zone of them. */
const located = async (
  { keepZone }: KernelOptions,
  { zone, identity: { platform } }: Arrived,
  member: Member,
): Promise<Member> => {
  if (zone === undefined || member.zoneTold) return member;
  await keepZone(member.scope, zone, platform);
  return { ...member, zone, zoneTold: true };
};

const serve = async (
  { options, looking, underWay }: Room,
  { arrived, membership, work }: { arrived: Arrived; membership: Member; work: Work },
): Promise<Result> => {
  const { language, zone } = membership;
  const draw = (outcome: Outcome) =>
    countedShown(drawOutcome(outcome, language, work.again?.(language)), { language, zone, now: options.clock.now() });
  const changing = changingOf(options, { arrived, scope: membership.scope, draw });
  const ctx: Ctx = { ...sightOf(options.clock, arrived, membership), change: changing.change };
  const came = await refusable(() => work.run(ctx));
  const kept = changing.kept();
  if (arrived.place.home) lookAgain({ options, looking, underWay }, arrived);
  const shown = (what: Shown) => looking.drawn(what, arrived.identity, membership);
  if (kept) return { shown: shown(kept), changed: true };
  if (!came) return NOTHING;
  return justShow(shown("drawn" in came ? came.drawn : draw(came)));
};

/** Home shows what a press on it came to. */
const lookAgain = (
  { options, looking, underWay }: Pick<Room, "options" | "looking" | "underWay">,
  { identity }: Arrived,
): void =>
  void underWay
    .add(looking.home(identity))
    .catch((error: unknown) => options.log.error({ err: error }, "A Home could not be shown"));

const refusable = async (work: () => Promise<Came>): Promise<Came> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { refuse: error.said };
    throw error;
  }
};

/** Someone who is no open member: the feature that answers strangers does; programs get no answer. */
const welcome = async (
  room: Room,
  stranger: { arrived: Arrived; typed: string; organizationId: Stranger["organizationId"] },
): Promise<Result> => {
  const { options, registry, languages } = room;
  const { arrived, organizationId } = stranger;
  if (!registry.stranger) return NOTHING;
  const profile = storable(await options.profile(arrived.identity));
  if (profile.bot) return NOTHING;
  languages.remember(arrived.identity, profile.language);
  const draw = (outcome: Outcome) => drawOutcome(outcome, profile.language);
  let kept: Shown | undefined;
  const outcome = await registry.stranger({
    identity: arrived.identity,
    place: arrived.place,
    profile,
    organizationId,
    typed: visible(stranger.typed),
    clock: options.clock,
    database: options.database,
    async change(id, work) {
      const changing = changingOf(options, { arrived, scope: options.systemScope(id), draw });
      const came = await changing.change(work);
      kept = changing.kept();
      return came;
    },
  });
  if (arrived.place.home) lookAgain(room, arrived);
  return { shown: kept ?? draw(outcome), changed: kept !== undefined };
};

const doneBefore = (before: DoneBefore, language: Language, repeats: boolean): Result => {
  if (repeats && before.answered) return NOTHING;
  return { shown: before.shown ?? toYou(busyCard(language)), changed: true };
};

const apologize = (
  options: KernelOptions,
  failed: {
    readonly arrived: Arrived;
    readonly error: unknown;
    readonly language: Language;
    readonly again: ((errors: FieldErrors) => ShownForm | undefined) | undefined;
  },
): Result => {
  const { arrived, error, language } = failed;
  const reference = newReference();
  const unavailable = options.isUnavailable(error);
  options.log.error({ err: error, delivery: arrived.id, reference }, "A delivery failed");
  const form = formAgain(options, () => failed.again?.({ "": apologyText(language, reference, unavailable) }));
  const shown: Shown = form ? { kind: "fix", form } : toYou(apologyCard(language, reference, unavailable));
  // Without a database there is nowhere to mark it, and no time to find that out once more.
  return { ...justShow(shown), ...(unavailable && { leased: false }) };
};

/** The form that failed; undefined when it is drawing it that fails. */
const formAgain = (options: KernelOptions, draw: () => ShownForm | undefined): ShownForm | undefined => {
  try {
    return draw();
  } catch (error) {
    options.log.error({ err: error }, "A form could not be shown again");
    return undefined;
  }
};
