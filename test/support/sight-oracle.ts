import type { ActionCall } from "../../src/chat/card.ts";
import { texts as people } from "../../src/features/people/texts.ts";
import { Coverage, wayOf } from "./sight-cover.ts";
import type { Errand } from "./sight-errands.ts";
import {
  chances,
  makePlan,
  marksIn,
  mayName,
  type Plan,
  type PlannedCustomer,
  type PlannedMember,
  sees,
} from "./sight-plan.ts";
import type { Step, Walker, WalkLog } from "./sight-walker.ts";
import type { World } from "./sight-world.ts";

/** An organization, one of its people, and its twin without what that person may not see. */
export interface Pair {
  readonly plan: Plan;
  readonly viewer: PlannedMember;
  readonly whole: World;
  readonly twin: World;
}
export const codeOf = (letter: string, index: number): string => `${letter}${String(index).padStart(7, "0")}`;

export const pairOf = (
  index: number,
  {
    platform,
    viewerOf,
    ...kind
  }: { platform: World["platform"]; viewerOf: (plan: Plan) => PlannedMember; eventful?: boolean },
): Pair => {
  const plan = makePlan(index, kind);
  const viewer = viewerOf(plan);
  const world = (letter: string, exists: World["exists"]): World => ({
    plan,
    platform,
    code: codeOf(letter, index),
    exists,
  });
  return {
    plan,
    viewer,
    whole: world("a", ({ deal, fee, sales }) => ({ customer: true, deal, fee, sales })),
    twin: world("b", (customer) => sees(plan, viewer, customer)),
  };
};

/** Whose each mark of an installation is. */
export type Owners = ReadonlyMap<string, { readonly plan: Plan; readonly customer: PlannedCustomer }>;
const ownersOf = (pairs: readonly Pair[]): Owners =>
  new Map(pairs.flatMap(({ plan }) => plan.customers.map((customer) => [customer.mark, { plan, customer }])));

/**
 * Who signs a paper follows from the whole register, papers out of sight too (domain.md §8.2), and its requester is told
 * whom it waits for: never why.
 */
const BY_THE_REGISTER = /,\\*"compliance\\*"| → 合规/g;

/** The end of a customer's id, in the name that is put for a private customer's. */
const END_OF_ID = /(?<=个人客户 )[0-9A-F]{4}/g;

/**
 * Ids of this world by what they stand for, all others by none: two worlds' answers can be compared. Words to say to a
 * customer are chosen by an id.
 */
export const plain = (text: string, { code }: World): string =>
  text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => (id.startsWith(code) ? id.slice(8) : "id"))
    .replaceAll(/“[^”]*”/g, "“…”")
    .replaceAll(BY_THE_REGISTER, "")
    .replaceAll(END_OF_ID, "id")
    .replaceAll(new RegExp(code, "gi"), "code");

export interface Walked {
  readonly pair: Pair;
  readonly errands: readonly Errand[];
  /** Of what is out of sight, what they are about; anything when absent. */
  readonly about?: (customer: PlannedCustomer) => boolean;
}

/**
 * Looks at what people read on their way; `pairs` are all of the installation.
 * @param steps buttons of what was shown, pressed at the end of each way besides those that their role has not pressed yet
 */
export const watchOver = (pairs: readonly Pair[], { steps = 0, coverage = new Coverage() } = {}) => {
  const owners = ownersOf(pairs);
  const mayRead = (mark: string, { plan }: Pair, reader: PlannedMember): boolean => {
    const owner = owners.get(mark);
    return owner?.plan === plan && mayName(sees(plan, reader, owner.customer));
  };
  /** Marks in what was read that neither stand in what was typed nor are in sight. */
  const named = ({ what, said, reader }: Step, pair: Pair): string[] => {
    const typed = marksIn(what);
    const { plan, viewer } = pair;
    const other = plan.members.find(({ n }) => n === reader);
    return [...marksIn(said)].filter((mark) => {
      if (reader === "all") return true;
      if (reader === "self") return !typed.has(mark) && !mayRead(mark, pair, viewer);
      // Whoever passes something on has it from what they see.
      return other && !mayRead(mark, pair, other) && !mayRead(mark, pair, viewer);
    });
  };
  /** What the person read that is not theirs to read, and where the two worlds differ. */
  const leaks = async (
    walker: Walker,
    { pair, errands, about = () => true }: Walked,
    { atOnce = false }: { readonly atOnce?: boolean } = {},
  ): Promise<string[]> => {
    const { plan, viewer, whole, twin } = pair;
    const seen = plan.customers.map((customer) => ({ customer, seen: sees(plan, viewer, customer) }));
    const hidden = seen.flatMap((each) => (!mayName(each.seen) && about(each.customer) ? [each.customer] : []));
    const next = pairs[(pairs.indexOf(pair) + 1) % pairs.length]!;
    const [first, again] = logsOf(pair, { steps, coverage });
    const way = {
      ...{ seed: plan.index, errands, seen: seen.filter((each) => mayName(each.seen)) },
      ...(hidden.length > 0 ? { hidden, abroad: undefined } : { hidden: next.plan.customers, abroad: next.whole }),
    };
    const walking = walker.walk(whole, viewer.n, { ...way, log: first });
    if (!atOnce) await walking;
    const [read, readInTwin] = await Promise.all([walking, walker.walk(twin, viewer.n, { ...way, log: again })]);
    const label = `${plan.index}: ${viewer.roles.join("+")}`;
    const held = read.findIndex(({ said }, n) => leavesBehind(said) && !leavesBehind(readInTwin[n]?.said ?? ""));
    return read.flatMap((step, n) => {
      const other = readInTwin[n];
      const [a, b] = [plain(step.said, whole), plain(other?.said ?? "", twin)];
      const alone = step.alone || (held >= 0 && n >= held);
      return [
        ...named(step, pair).map((mark) => `${label} reads ${mark} at ${step.what}`),
        ...(a === b || alone ? [] : [`${label} reads a difference at ${step.what}: ${differing(a, b)}`]),
        ...(alone ? [] : timed(step, other).map((more) => `${label} could time ${step.what}: ${more}`)),
        ...(/R-[A-Z0-9]{6}/.test(step.said) ? [`${label} gets an apology at ${step.what}`] : []),
      ];
    });
  };
  return { owners, leaks, coverage };
};

/**
 * In the first world the way leads on to what had not been done as this role when it began, then anywhere; in the twin
 * it is the same. What others do meanwhile does not count: they would make it another way each time.
 */
const logsOf = (
  { plan, viewer: { roles } }: Pair,
  { steps, coverage }: { readonly steps: number; readonly coverage: Coverage },
): readonly [WalkLog, WalkLog] => {
  const taken: (number | undefined)[] = [];
  const { below, oneOf } = chances(plan.index);
  const old = coverage.doneAs(roles);
  let left = steps;
  const heard = {
    ran: ({ label }: Errand) => coverage.ran(roles, label),
    shown: (button: string) => coverage.shown(roles, button),
    done: (button: string) => coverage.done(roles, button),
    opened: (form: string) => coverage.opened(form),
  };
  const choose = (calls: readonly ActionCall[]): number | undefined => {
    // Any of them: of two that exclude each other the other has its turn elsewhere.
    const fresh = calls.flatMap((call, n) => (old.has(wayOf(call)) ? [] : [n]));
    if (fresh.length > 0) return oneOf(fresh);
    left -= 1;
    return left < 0 || calls.length === 0 ? undefined : below(calls.length);
  };
  const next = (calls: readonly ActionCall[]): number | undefined => {
    const at = choose(calls);
    const call = at === undefined ? undefined : calls[at];
    if (call) {
      old.add(wayOf(call));
      coverage.pressed(roles, wayOf(call));
    }
    taken.push(at);
    return at;
  };
  return [
    { ...heard, next },
    { ...heard, next: () => taken.shift() },
  ];
};

/**
 * Whoever changes an account is told that customers would be left behind, out of their own sight or not, and never which
 * or how many: the account could not be changed otherwise. In the twin it is, and from there on it is another house.
 */
const leavesBehind = (said: string): boolean => said.includes(people.zh.stillOwns({ name: "" }).trim());

/** From a little before where they part. */
export const differing = (a: string, b: string): string => {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const at = Math.max(0, same - 60);
  return `${a.slice(at, at + 200)} | ${b.slice(at, at + 200)}`;
};

/**
 * Whoever closes, opens or changes an account has all passed on that the member has, in sight or not, and has asked them
 * of all that waits for whoever is in charge: that it takes longer tells how much it was, never of what or with whom. It
 * could only be the same for all if it were always as long as the longest.
 */
const AS_THE_HOUSE = /^(people\.(close|open)|sends people\.edit) /;

/** Where more or other statements were sent than in the twin: those asked at once come in any order. */
const timed = ({ what, statements: a }: Step, other: Step | undefined): string[] => {
  if (AS_THE_HOUSE.test(what)) return [];
  const shapes = (statements: readonly string[] | null | undefined) => (statements ?? []).map(shapeOf).toSorted();
  const [ours, theirs] = [shapes(a), shapes(other?.statements)];
  const [longer, shorter] = ours.length > theirs.length ? [ours, theirs] : [theirs, ours];
  const at = longer.findIndex((text, n) => text !== shorter[n]);
  return at < 0 ? [] : [`${ours.length} or ${theirs.length} statements, first ${longer[at]}`];
};
/** However many it asks for: what is counted of a whole team is in sight of it. */
const shapeOf = (statement: string): string =>
  statement.replaceAll(/(?:"\w+"\.)+"\w+" IN \([^()]*\)|1=0/g, "(any)").replaceAll(/\$\d+/g, "$");
