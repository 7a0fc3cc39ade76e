import {
  type ActionCall,
  type Button,
  type Card,
  defineAction,
  type Fact,
  type Line,
  type Part,
  type Rich,
  type TimelineEntry,
  type Tone,
} from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { sayInstant, type Zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import type { Reader } from "../../notify/tell.ts";
import { paperKey, paperSeen } from "./forms.ts";
import { type Approval, type ApprovalState, roleNext } from "./rules.ts";
import type { ApprovalEvent, NamedPerson, TeamPlaces } from "./store.ts";
import { sayAgo, sayEvent, sayHolder, sayRole, texts } from "./texts.ts";

export const approve = defineAction("approvals.approve", paperSeen);
export const reject = defineAction("approvals.reject", paperSeen);
export const withdrawPaper = defineAction("approvals.withdraw", paperKey);
export const urge = defineAction("approvals.urge", paperKey);
export const showHistory = defineAction("approvals.history", paperKey);

/** What a kind of paper says of one of them; approvals adds where it stands, who signed and what one can do. */
export interface PaperFace {
  /** Its running number, "FE-2026-0147". */
  readonly number: string;
  /** One line: "特殊费用 ¥800 · 华信". */
  heading(language: Language): string;
  /** At most six, as they are while the paper is in this state. */
  facts(reader: Pick<Reader, "language" | "zone">, state: ApprovalState): readonly Fact[];
  /** What it means that all have signed. */
  afterwards(language: Language): Rich;
  /** Opens the form again with the same content, for its requester once it was turned down. */
  readonly again: ActionCall;
}

interface Named {
  readonly id: MemberId;
  readonly name: string;
}

/** All that a card about a paper needs. */
export interface Sheet {
  readonly approval: Approval;
  readonly face: PaperFace;
  /** The names of all who have to do with it. */
  readonly names: ReadonlyMap<MemberId, string>;
  /** Who can sign the present step. */
  readonly next: readonly (Named & Pick<NamedPerson, "accounts">)[];
  /** Where the team's papers wait, and who reads there. */
  readonly team: TeamPlaces;
  /** Why it is no longer valid, when it is not. */
  readonly why: InBoth | null;
}

const TONES: Record<ApprovalState, Tone> = {
  waiting: "waiting",
  approved: "done",
  rejected: "stopped",
  withdrawn: "past",
  invalid: "past",
};

const verdictOf = ({ approval, face }: Sheet, language: Language): string => {
  const heading = face.heading(language);
  const t = texts[language];
  const role = roleNext(approval);
  if (role !== undefined) return t.waits({ role: sayHolder(role, language), heading });
  return t[approval.state === "waiting" ? "invalid" : approval.state]({ heading });
};

const nameIn = (sheet: Sheet, id: MemberId): string => sheet.names.get(id) ?? "—";

const timelineOf = (sheet: Sheet, { language, zone }: Reader): TimelineEntry[] =>
  sheet.approval.steps.map(({ role, decision }, position) => {
    const said = sayRole(role, language);
    if (decision)
      return {
        state: decision.approved ? "done" : "stopped",
        text: texts[language].stepDone({
          role: said,
          name: nameIn(sheet, decision.by),
          at: sayInstant(decision.at, language, zone),
        }),
      };
    if (position !== sheet.approval.step) return { state: "ahead", text: said };
    return { state: sheet.approval.state === "waiting" ? "now" : "ahead", text: said };
  });

const reasonsOf = ({ approval, face, why }: Sheet, language: Language): Rich[] => {
  const t = texts[language];
  const reason = approval.steps.find(({ decision }) => decision?.approved === false)?.decision?.reason;
  if (approval.state === "rejected" && reason) return [t.rejectedWhy({ reason })];
  if (approval.state === "invalid" && why) return [t.invalidWhy({ reason: why[language] })];
  return approval.state === "approved" ? [face.afterwards(language)] : [];
};

/** A button of one paper; in a list it says so, for the list is shown again then. */
interface Spot {
  readonly sheet: Sheet;
  readonly language: Language;
  readonly listed?: true;
}

const paperOf = ({ sheet: { approval }, listed }: Spot) => ({
  subject: approval.subject,
  id: approval.subjectId,
  ...(listed && { listed }),
});
const seenOf = (spot: Spot) => ({ ...paperOf(spot), version: spot.sheet.approval.version });

/** Approving asks back before it signs: a phone in a pocket signs nothing. */
const decidingButtons = (spot: Spot): Button[] => {
  const t = texts[spot.language];
  const confirm = { title: t.approveTitle, text: t.approveText(aboutOf(spot)), yes: t.approve, no: t.no };
  return [
    { label: t.approve, press: approve.with(seenOf(spot)), look: "primary", confirm },
    { label: t.reject, press: reject.with(seenOf(spot)), look: "danger" },
  ];
};

const requesterButtons = (spot: Spot): Button[] => {
  const t = texts[spot.language];
  const confirm = { title: t.withdrawTitle, text: t.withdrawText(aboutOf(spot)), yes: t.withdraw, no: t.no };
  return [
    { label: t.urge, press: urge.with(paperOf(spot)) },
    { label: t.withdraw, press: withdrawPaper.with(paperOf(spot)), confirm },
  ];
};

const historyButton = (spot: Spot): Button => ({
  label: texts[spot.language].history,
  press: showHistory.with(paperOf(spot)),
});

const aboutOf = ({ sheet: { face }, language }: Spot) => ({ heading: face.heading(language), number: face.number });

/** The card of a paper, the same wherever it stands; what can be pressed depends on who reads it. */
export const approvalCard = (sheet: Sheet, reader: Reader): Card => {
  const { approval, face } = sheet;
  const { language } = reader;
  const title = verdictOf(sheet, language);
  const waits = approval.state === "waiting";
  const isRequester = reader.member === approval.requesterId;
  const text = reasonsOf(sheet, language);
  return {
    tone: TONES[approval.state],
    title,
    plain: `${title} · ${face.number}`,
    ...(text.length > 0 && { text }),
    facts: face.facts(reader, approval.state),
    timeline: timelineOf(sheet, reader),
    ...(waits && !isRequester && { buttons: decidingButtons({ sheet, language }) }),
    menu: [
      ...(waits && (isRequester || reader.member === null) ? requesterButtons({ sheet, language }) : []),
      historyButton({ sheet, language }),
    ],
    footer: texts[language].asked({
      number: face.number,
      name: nameIn(sheet, approval.requesterId),
      at: sayInstant(approval.createdAt, language, reader.zone),
    }),
  };
};

/** A message of a line or two, without buttons. */
export const lineCard = (tone: Tone, title: string, text: readonly Rich[] = []): Card => ({
  tone,
  title,
  plain: title,
  ...(text.length > 0 && { text }),
});

/** "Next, finance: @陈静", which mentions only who is next. */
export const nextLine = ({ approval, next }: Sheet, language: Language): Rich[] => {
  const role = roleNext(approval);
  if (role === undefined) return [];
  const said = sayRole(role, language);
  if (next.length === 0) return [texts[language].nobody({ role: said })];
  const people = next.flatMap(({ id, name }, index): Part[] => [...(index > 0 ? [" "] : []), { person: id, name }]);
  return [[texts[language].turnOf({ role: said }), ...people]];
};

/** What just happened to a paper, as one line: for its thread and for the requester. */
const lastSaid = (sheet: Sheet, language: Language): string => {
  const { approval, names } = sheet;
  const t = texts[language];
  const name = names.get(approval.requesterId) ?? "";
  if (approval.state === "withdrawn") return t.saidWithdrawn({ name });
  if (approval.state === "invalid") return t.saidInvalid({ reason: sheet.why?.[language] ?? "" });
  const last = approval.steps.findLast(({ decision }) => decision !== null);
  if (!last?.decision) return t.saidSent({ name });
  if (!last.decision.approved) return t.saidRejected({ reason: last.decision.reason ?? "" });
  const who = { role: sayRole(last.role, language), name: nameIn(sheet, last.decision.by) };
  return approval.state === "approved" ? t.saidAll(who) : t.saidApproved(who);
};

export const threadCard = (sheet: Sheet, language: Language): Card =>
  lineCard(TONES[sheet.approval.state], lastSaid(sheet, language), [
    ...nextLine(sheet, language),
    ...(sheet.approval.state === "rejected" ? [texts[language].saidRejectedMore] : []),
  ]);

/** What the requester reads in the direct chat after each step. */
export const requesterCard = (sheet: Sheet, language: Language): Card => {
  const t = texts[language];
  const { approval, face } = sheet;
  const heading = face.heading(language);
  const rejected = approval.state === "rejected";
  // Where a reason follows, the verdict alone is the title.
  const reasoned = rejected || approval.state === "invalid";
  const title = reasoned ? t[approval.state]({ heading }) : t.told({ heading, what: lastSaid(sheet, language) });
  const text = [...reasonsOf(sheet, language), ...nextLine(sheet, language)];
  return {
    ...lineCard(TONES[approval.state], title, text),
    ...(rejected && { buttons: [{ label: t.again, press: face.again }] }),
    footer: face.number,
  };
};

/** A tick comes from no platform. */
const sayFrom = (from: string, language: Language): string => (from === "system" ? "—" : sayPlatform(from, language));

/** Who did what, when, from which platform and why: all of it. */
export const historyCard = (
  sheet: Sheet,
  events: readonly ApprovalEvent[],
  { language, zone }: { readonly language: Language; readonly zone: Zone },
): Card => {
  const t = texts[language];
  return {
    tone: "plain",
    title: t.historyTitle({ number: sheet.face.number }),
    plain: t.historyTitle({ number: sheet.face.number }),
    lines: events.map((event) => ({
      text: t.eventLine({
        at: sayInstant(event.at, language, zone),
        who: event.by === null ? t.byItself : nameIn(sheet, event.by),
        what: sayEvent(event.what, language),
        from: sayFrom(event.from, language),
      }),
      ...(event.reason && { detail: event.reason }),
    })),
  };
};

interface Listing {
  readonly sheets: readonly Sheet[];
  readonly total: number;
  readonly now: Instant;
  readonly language: Language;
}

/** What waits for this person's decision, oldest first. */
export const waitingCard = ({ sheets, total, now, language }: Listing): Card => {
  const t = texts[language];
  if (total === 0) return lineCard("done", t.waitingNone);
  const lines = sheets.map(
    (sheet): Line => ({
      text: sheet.face.heading(language),
      detail: t.waitingSince({
        number: sheet.face.number,
        name: nameIn(sheet, sheet.approval.requesterId),
        ago: sayAgo(sheet.approval.createdAt, now, language),
      }),
      buttons: decidingButtons({ sheet, language, listed: true }),
      menu: [historyButton({ sheet, language })],
    }),
  );
  const more = total > sheets.length && t.waitingMore({ shown: sheets.length, total });
  return {
    ...lineCard("waiting", t.waitingTitle({ count: total })),
    lines,
    ...(more && { footer: more }),
  };
};

/** The person's own papers that others still decide. */
export const ownCard = ({ sheets, total, now, language }: Listing): Card => ({
  ...lineCard("plain", texts[language].ownTitle({ count: total })),
  lines: sheets.map(
    (sheet): Line => ({
      text: sheet.face.heading(language),
      detail: texts[language].ownLine({
        number: sheet.face.number,
        role: sayHolder(roleNext(sheet.approval) ?? "manager", language),
        ago: sayAgo(sheet.approval.createdAt, now, language),
      }),
      menu: [...requesterButtons({ sheet, language, listed: true }), historyButton({ sheet, language })],
    }),
  ),
});
