import type { Instant } from "../../core/clock.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Role } from "../../core/scope.ts";
import { isSigningRole, type Person, partsOf, signsAs } from "../../domain/signing.ts";

export type { Person } from "../../domain/signing.ts";

export type ApprovalState = "waiting" | "approved" | "rejected" | "withdrawn" | "invalid";

/** What a timeline tells. */
export type EventKind =
  | Exclude<ApprovalState, "waiting">
  | "sent"
  | "urged"
  | "reminded"
  | "escalated"
  /** Its customer has a new owner, whose paper it is now. */
  | "passedOn"
  /** The admins were told that nobody can sign the step. */
  | "nobody"
  /** Since then somebody can, who was asked: the clock counts from here. */
  | "asked";

export interface Decision {
  readonly by: MemberId;
  /** The colleague who was away and in whose name it was signed. */
  readonly for: MemberId | null;
  readonly at: Instant;
  readonly approved: boolean;
  /** Always there on a "no". */
  readonly reason: string | null;
}

/** A signature the paper needs, and who gave it. */
interface Step {
  readonly role: Role;
  readonly decision: Decision | null;
}

/** One decision in steps, about a paper of any kind (domain.md §8.5). */
export interface Approval {
  readonly id: string;
  /** The kind of paper, such as "fee". */
  readonly subject: string;
  readonly subjectId: string;
  /** The requester's team: its clerk and manager decide. */
  readonly teamId: string;
  /** Who asked for it: never decides it, whoever has it by now. */
  readonly askerId: MemberId;
  /** Whose it is: who asked for it, or the customer's owner since a handover. */
  readonly requesterId: MemberId;
  readonly state: ApprovalState;
  /** Position of the step that is waited for. */
  readonly step: number;
  readonly version: number;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  readonly steps: readonly Step[];
}

/** Why someone may not do what they tried. */
export type Problem =
  /** It is decided, withdrawn or invalid already. */
  | { readonly kind: "closed" }
  | { readonly kind: "account" }
  | { readonly kind: "own" }
  /** They asked for it, and it is somebody else's by now. */
  | { readonly kind: "asked" }
  /** They signed an earlier step, as `role`. */
  | { readonly kind: "twice"; readonly role: Role }
  | { readonly kind: "role" }
  /** They hold the role in another team. */
  | { readonly kind: "team" }
  /** They stand in for the requester, or for somebody who signed an earlier step, as `role`. */
  | { readonly kind: "own_for" }
  | { readonly kind: "twice_for"; readonly role: Role }
  | { readonly kind: "reason" }
  | { readonly kind: "not_requester" }
  /** Urged less than four hours ago; `again` is when it may be done next. */
  | { readonly kind: "urged"; readonly again: Instant };

export type Verdict = { readonly approval: Approval } | { readonly problem: Problem };

/** The role that is waited for; undefined when nothing is. */
export const roleNext = (approval: Approval): Role | undefined =>
  approval.state === "waiting" ? approval.steps[approval.step]?.role : undefined;

/** Nobody signs their own: neither what they have nor what they asked for. */
export const isOwn = ({ askerId, requesterId }: Approval, id: MemberId | null): boolean =>
  id === requesterId || id === askerId;

/** The step somebody has signed, with their own hand or by that of their stand-in. */
const signedBy = ({ steps }: Approval, id: MemberId) =>
  steps.find(({ decision }) => decision?.by === id || decision?.for === id);

/** In whose name this person may decide the present step (null: their own), or why they may not. */
const handOf = (
  approval: Approval,
  person: Person,
): { readonly for: MemberId | null } | { readonly problem: Problem } => {
  const role = roleNext(approval);
  if (role === undefined) return { problem: { kind: "closed" } };
  if (!person.open) return { problem: { kind: "account" } };
  if (isOwn(approval, person.id)) return { problem: { kind: person.id === approval.requesterId ? "own" : "asked" } };
  const parts = partsOf(person);
  const fitting = parts.filter((part) => signsAs(part, role, approval.teamId));
  if (fitting.length === 0) return { problem: { kind: parts.some(({ roles }) => roles.has(role)) ? "team" : "role" } };
  const earlier = signedBy(approval, person.id);
  if (earlier) return { problem: { kind: "twice", role: earlier.role } };
  const isFree = (name: MemberId | null) => name === null || !(isOwn(approval, name) || signedBy(approval, name));
  const free = fitting.find(({ name }) => isFree(name));
  if (free) return { for: free.name };
  const signed = fitting.flatMap(({ name }) => (name && signedBy(approval, name)) || []);
  return { problem: signed[0] ? { kind: "twice_for", role: signed[0].role } : { kind: "own_for" } };
};

/** Why this person may not decide the present step; undefined when they may. */
export const problemOf = (approval: Approval, person: Person): Problem | undefined => {
  const hand = handOf(approval, person);
  return "problem" in hand ? hand.problem : undefined;
};

/** In whose name this person would sign the present step; null when in their own, or not at all. */
export const signsFor = (approval: Approval, person: Person): MemberId | null => {
  const hand = handOf(approval, person);
  return "problem" in hand ? null : hand.for;
};

/** Whether the paper is in a person's sight wherever they are: their own, their team's to sign, or the whole organization's. */
export const seesPaper = (approval: Approval, person: Person): boolean =>
  person.id === approval.requesterId ||
  signedBy(approval, person.id) !== undefined ||
  partsOf(person).some((part) =>
    [...part.roles].some((role) => isSigningRole(role) && signsAs(part, role, approval.teamId)),
  );

/** Those among the people who may decide the present step, in their order. */
export const decidersOf = <P extends Person>(approval: Approval, people: readonly P[]): P[] =>
  people.filter((person) => problemOf(approval, person) === undefined);

/** Approves or rejects the present step. A "no" needs its reason. */
export const decide = (
  approval: Approval,
  person: Person,
  wish: { readonly approved: boolean; readonly reason?: string; readonly at: Instant },
): Verdict => {
  const hand = handOf(approval, person);
  if ("problem" in hand) return hand;
  const reason = wish.reason?.trim() || null;
  if (!wish.approved && reason === null) return { problem: { kind: "reason" } };
  const decision: Decision = { by: person.id, for: hand.for, at: wish.at, approved: wish.approved, reason };
  const steps = approval.steps.map((step, position) => (position === approval.step ? { ...step, decision } : step));
  const moved = { ...approval, steps, version: approval.version + 1 };
  if (!wish.approved) return { approval: { ...moved, state: "rejected", closedAt: wish.at } };
  if (approval.step + 1 < steps.length) return { approval: { ...moved, step: approval.step + 1 } };
  return { approval: { ...moved, state: "approved", closedAt: wish.at } };
};

/** The requester takes the paper back, as long as it is not decided. */
export const withdraw = (approval: Approval, person: Person, at: Instant): Verdict => {
  if (person.id !== approval.requesterId) return { problem: { kind: "not_requester" } };
  if (approval.state !== "waiting") return { problem: { kind: "closed" } };
  return { approval: closed(approval, "withdrawn", at) };
};

/** What the paper is about no longer allows it: nobody can decide it any more. */
export const invalidate = (approval: Approval, at: Instant): Verdict =>
  approval.state === "waiting" ? { approval: closed(approval, "invalid", at) } : { problem: { kind: "closed" } };

/** What made the paper invalid was undone: it waits again where it stood, with the signatures it had. */
export const revive = (approval: Approval): Verdict =>
  approval.state === "invalid"
    ? { approval: { ...approval, state: "waiting", closedAt: null, version: approval.version + 1 } }
    : { problem: { kind: "closed" } };

const closed = (approval: Approval, state: ApprovalState, at: Instant): Approval => ({
  ...approval,
  state,
  closedAt: at,
  version: approval.version + 1,
});

const HOUR = 3_600_000;

/**
 * Somebody else has the paper from now on, also the money of an approved one; unless they have signed it while it waits:
 * nobody signs their own.
 */
export const passTo = (approval: Approval, requesterId: MemberId): Verdict => {
  if (approval.state !== "waiting" && approval.state !== "approved") return { problem: { kind: "closed" } };
  const signed = signedBy(approval, requesterId);
  if (signed && approval.state === "waiting") return { problem: { kind: "twice", role: signed.role } };
  return { approval: { ...approval, requesterId, version: approval.version + 1 } };
};

/** Why the requester may not urge now, `hours` being the pause between two urgings; undefined when they may. */
export const urgeProblem = (
  approval: Approval,
  person: Person,
  { last, at, hours }: { readonly last: Instant | undefined; readonly at: Instant; readonly hours: number },
): Problem | undefined => {
  if (person.id !== approval.requesterId) return { kind: "not_requester" };
  if (approval.state !== "waiting") return { kind: "closed" };
  if (!last) return undefined;
  const again = last.getTime() + hours * HOUR;
  return at.getTime() < again ? { kind: "urged", again: new Date(again) } : undefined;
};

/** Since when the present step is waited for. */
export const waitingSince = (approval: Approval): Instant =>
  approval.steps.reduce(
    (latest, { decision }) => (decision && decision.at > latest ? decision.at : latest),
    approval.createdAt,
  );

/** Who hears of a step that has waited too long: one level up, or the next one where that has nobody. */
export const levelsAbove = (role: Role): readonly Role[] =>
  role === "clerk" ? ["manager", "executive", "admin"] : ["executive", "admin"];

const APPROVING = new Set([
  "同意",
  "同意了",
  "批准",
  "批准了",
  "通过",
  "ok",
  "okay",
  "approve",
  "approved",
  "agree",
  "agreed",
]);
const HALF_APPROVING = new Set(["👍", ":+1:", ":thumbsup:", "+1", "👌", ":ok_hand:"]);
const SKIN_TONE = /[\u{1F3FB}-\u{1F3FF}]|:skin-tone-\d:/gu;
/** "不同意他们的条件" is talk about something else: after the softer words the reason stands apart. */
const REJECTING = /^(?:驳回|(?:不同意|不批准|不批|reject|disapprove)(?=$|[\s:,.。、]))/i;

/** What words in a thread mean: a decision; a thumb, which may be meant for someone's remark; or talk (undefined). */
export type Said =
  | { readonly approved: true }
  | { readonly approved: false; readonly reason: string }
  | "thumb"
  | undefined;

/** "同意。" approves; "同意吗？" and "ok, I'll look tomorrow" are talk; whatever follows "驳回" is its reason. */
export const readWords = (typed: string): Said => {
  const text = typed.normalize("NFKC").trim();
  if (text.endsWith("?")) return undefined;
  const bare = text.replace(/[\s.。!~、,;]+$/u, "").toLowerCase();
  if (APPROVING.has(bare)) return { approved: true };
  if (HALF_APPROVING.has(bare.replace(SKIN_TONE, ""))) return "thumb";
  const rejecting = REJECTING.exec(text);
  if (!rejecting) return undefined;
  return {
    approved: false,
    reason: text
      .slice(rejecting[0].length)
      .replace(/^[\s:,.。、—-]+/u, "")
      .trim(),
  };
};
