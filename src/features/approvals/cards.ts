import { z } from "zod";
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
import { sayInstant } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Reader } from "../../notify/tell.ts";
import { type NamedPerson, sayHolder, sayName, sayRole, type TeamPlaces } from "../signers/public.ts";
import { paperKey, paperSeen } from "./forms.ts";
import { type Approval, type ApprovalState, type Decision, isOwn, roleNext } from "./rules.ts";
import { sayAgo, texts } from "./texts.ts";

export const approve = defineAction("approvals.approve", paperSeen);
export const reject = defineAction("approvals.reject", paperSeen);
export const withdrawPaper = defineAction("approvals.withdraw", paperKey);
export const urge = defineAction("approvals.urge", paperKey);
export const showHistory = defineAction("approvals.history", paperKey);
export const showWaiting = defineAction("approvals.list", z.object({}));
export const openPaper = defineAction("approvals.open", paperKey);

/** What a kind of paper says of one of them; approvals adds where it stands, who signed and what one can do. */
export interface PaperFace {
  /** Its running number, "FE-2026-0147". */
  readonly number: string;
  /** What it is, for a channel where anyone may read: "特殊费用". */
  kind(language: Language): string;
  /** One line: "特殊费用 ¥800 · 华信". */
  heading(language: Language): string;
  /** Flags of the customer it is about, for whoever may see it. */
  tags(reader: Pick<Reader, "language" | "member">): readonly string[];
  /** At most six, as they are while the paper is in this state; `own` for whoever asked for it or has it. */
  facts(reader: Pick<Reader, "language" | "zone"> & { readonly own: boolean }, state: ApprovalState): readonly Fact[];
  /** What it means that all have signed. */
  afterwards(language: Language): Rich;
  /** Opens the form again with the same content, for its requester once it was turned down. */
  readonly again: ActionCall;
}

/** All that a card about a paper needs. */
export interface Sheet {
  readonly approval: Approval;
  readonly face: PaperFace;
  /** The names of all who have to do with it. */
  readonly names: ReadonlyMap<MemberId, string>;
  /** Who can sign the present step, and in whose name when that is another's. */
  readonly next: readonly (Pick<NamedPerson, "id" | "name" | "accounts"> & Pick<Decision, "for">)[];
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

const verdictOf = ({ approval }: Sheet, heading: string, language: Language): string => {
  const t = texts[language];
  const role = roleNext(approval);
  if (role !== undefined) return t.waits({ role: sayHolder(role, language), heading });
  return t[approval.state === "waiting" ? "invalid" : approval.state]({ heading });
};

const nameIn = (sheet: Sheet, id: MemberId): string => sheet.names.get(id) ?? "—";

/** "陈静", or "陈静 代 王芳" where somebody stood in. */
const handIn = (sheet: Sheet, { by, for: away }: Pick<Decision, "by" | "for">, language: Language): string =>
  sayName(nameIn(sheet, by), away && nameIn(sheet, away), language);

const timelineOf = (sheet: Sheet, { language, zone }: Reader): TimelineEntry[] =>
  sheet.approval.steps.map(({ role, decision }, position) => {
    const said = sayRole(role, language);
    if (decision)
      return {
        state: decision.approved ? "done" : "stopped",
        text: texts[language].stepDone({
          role: said,
          name: handIn(sheet, decision, language),
          at: sayInstant(decision.at, language, zone),
        }),
      };
    const isNow = position === sheet.approval.step && sheet.approval.state === "waiting";
    return { state: isNow ? "now" : "ahead", text: said };
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
  readonly heading: string;
  readonly language: Language;
  readonly listed?: true;
}

const paperOf = ({ sheet: { approval }, listed }: Pick<Spot, "sheet" | "listed">) => ({
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

const openButton = (spot: Spot): Button => ({ label: texts[spot.language].open, press: openPaper.with(paperOf(spot)) });

const aboutOf = ({ sheet: { face }, heading }: Spot) => ({ heading, number: face.number });

/**
 * The card of a paper. A channel reads where it stands and who signed; what the paper says opens for those who may see
 * it. What can be pressed depends on who reads it.
 */
export const approvalCard = (sheet: Sheet, reader: Reader): Card => {
  const { approval, face } = sheet;
  const { language } = reader;
  const inChannel = reader.member === null;
  const heading = inChannel ? face.kind(language) : face.heading(language);
  const title = verdictOf(sheet, heading, language);
  const spot = { sheet, heading, language };
  const waits = approval.state === "waiting";
  const [own, has] = [isOwn(approval, reader.member), reader.member === approval.requesterId];
  const text = inChannel ? [] : reasonsOf(sheet, language);
  const away = sheet.next.find(({ id }) => id === reader.member)?.for;
  const standsFor = away ? [texts[language].standsFor({ name: nameIn(sheet, away) })] : [];
  const buttons = [...(inChannel ? [openButton(spot)] : []), ...(waits && !own ? decidingButtons(spot) : [])];
  return {
    tone: TONES[approval.state],
    title,
    plain: `${title} · ${face.number}`,
    tags: inChannel ? standsFor : [...face.tags(reader), ...standsFor],
    ...(text.length > 0 && { text }),
    ...(!inChannel && { facts: face.facts({ ...reader, own }, approval.state) }),
    timeline: timelineOf(sheet, reader),
    ...(buttons.length > 0 && { buttons }),
    menu: [...(waits && (has || inChannel) ? requesterButtons(spot) : []), historyButton(spot)],
    footer: askedLine(sheet, reader),
  };
};

/** Who asked for it, and who has it by now. */
export const askedLine = (sheet: Sheet, { language, zone }: Pick<Reader, "language" | "zone">): string => {
  const { askerId, requesterId, createdAt } = sheet.approval;
  const [{ asked, nowWith }, at] = [texts[language], sayInstant(createdAt, language, zone)];
  const said = asked({ number: sheet.face.number, name: nameIn(sheet, askerId), at });
  return requesterId === askerId ? said : `${said} · ${nowWith({ name: nameIn(sheet, requesterId) })}`;
};

/** A message of a line or two, without buttons. */
export const lineCard = (tone: Tone, title: string, text: readonly Rich[] = []): Card => ({
  tone,
  title,
  plain: title,
  ...(text.length > 0 && { text }),
});

/** "Next, finance: @陈静", which mentions only who is next. */
export const nextLine = (sheet: Sheet, language: Language): Rich[] => {
  const { approval, next } = sheet;
  const role = roleNext(approval);
  if (role === undefined) return [];
  const said = sayRole(role, language);
  if (next.length === 0) return [texts[language].nobody({ role: said })];
  const people = next.flatMap(({ id, name, for: away }, index): Part[] => [
    ...(index > 0 ? [" "] : []),
    { person: id, name },
    ...(away ? [texts[language].standingIn({ name: nameIn(sheet, away) })] : []),
  ]);
  return [[texts[language].turnOf({ role: said }), ...people]];
};

/** What just happened to a paper, as one line: for its thread, where anyone may read, and for the requester. */
const lastSaid = (sheet: Sheet, language: Language): string => {
  const { approval } = sheet;
  const t = texts[language];
  if (approval.state === "withdrawn") return t.saidWithdrawn({ name: nameIn(sheet, approval.requesterId) });
  if (approval.state === "invalid") return t.saidInvalid;
  const last = approval.steps.findLast(({ decision }) => decision !== null);
  if (!last?.decision) return t.saidSent({ name: nameIn(sheet, approval.askerId) });
  if (!last.decision.approved) return t.saidRejected({ name: handIn(sheet, last.decision, language) });
  const who = { role: sayRole(last.role, language), name: handIn(sheet, last.decision, language) };
  return approval.state === "approved" ? t.saidAll(who) : t.saidApproved(who);
};

export const threadCard = (sheet: Sheet, language: Language): Card =>
  lineCard(TONES[sheet.approval.state], lastSaid(sheet, language), [
    ...nextLine(sheet, language),
    ...(sheet.approval.state === "waiting" && sheet.approval.step === 0 ? [texts[language].saidHow] : []),
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
    tags: face.tags({ language, member: approval.requesterId }),
    ...(rejected && { buttons: [{ label: t.again, press: face.again }] }),
    footer: face.number,
  };
};

interface Listing extends Pick<Reader, "language" | "member"> {
  readonly sheets: readonly Sheet[];
  readonly total: number;
  readonly now: Instant;
}

/** A paper on a line of a list, after the first flag of the customer it is about. */
export const lineOfPaper = ({ face }: Pick<Sheet, "face">, reader: Pick<Reader, "language" | "member">): string =>
  [...face.tags(reader).slice(0, 1), face.heading(reader.language)].join(" · ");

/** What waits for this person's decision, oldest first. */
export const waitingCard = ({ sheets, total, now, language, member }: Listing): Card => {
  const t = texts[language];
  if (total === 0) return { ...lineCard("done", t.waitingNone), text: [t.waitingNoneText] };
  const lines = sheets.map((sheet): Line => {
    const spot = { sheet, heading: sheet.face.heading(language), language, listed: true } as const;
    return {
      text: lineOfPaper(sheet, { language, member }),
      detail: t.waitingSince({
        number: sheet.face.number,
        name: nameIn(sheet, sheet.approval.askerId),
        ago: sayAgo(sheet.approval.createdAt, now, language),
      }),
      buttons: decidingButtons(spot),
      menu: [openButton(spot), historyButton(spot)],
    };
  });
  const more = total > sheets.length && { footer: t.waitingMore({ shown: sheets.length, total }) };
  return { ...lineCard("waiting", t.waitingTitle({ count: total })), lines, counts: t.waitingCounts, ...more };
};

/** The person's own papers that others still decide. */
export const ownCard = ({ sheets, total, now, language, member }: Listing): Card => ({
  ...lineCard("plain", texts[language].ownTitle({ count: total })),
  lines: sheets.map((sheet): Line => {
    const spot = { sheet, heading: sheet.face.heading(language), language, listed: true } as const;
    return {
      text: lineOfPaper(sheet, { language, member }),
      detail: texts[language].ownLine({
        number: sheet.face.number,
        role: sayHolder(roleNext(sheet.approval) ?? "manager", language),
        ago: sayAgo(sheet.approval.createdAt, now, language),
      }),
      menu: [...requesterButtons(spot), historyButton(spot)],
    };
  }),
  counts: texts[language].ownCounts,
});
