import type { Errand } from "./sight-errands.ts";
import { makePlan, marksIn, mayName, type Plan, type PlannedCustomer, type PlannedMember, sees } from "./sight-plan.ts";
import type { Step, Walker } from "./sight-walk.ts";
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
  { platform, viewerOf }: { platform: World["platform"]; viewerOf: (plan: Plan) => PlannedMember },
): Pair => {
  const plan = makePlan(index);
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
 * Ids of this world by what they stand for, all others by none: two worlds' answers can be compared. Words to say to a
 * customer are chosen by an id.
 */
const plain = (text: string, { code }: World): string =>
  text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => (id.startsWith(code) ? id.slice(8) : "id"))
    .replaceAll(/“[^”]*”/g, "“…”")
    .replaceAll(new RegExp(code, "gi"), "code");

export interface Walked {
  readonly pair: Pair;
  readonly errands: readonly Errand[];
}

/**
 * Looks at what people read on their way; `pairs` are all of the installation.
 * @param steps buttons of what was shown, pressed at the end of each way
 */
export const watchOver = (pairs: readonly Pair[], steps: number) => {
  const owners = ownersOf(pairs);
  /** Marks in what was read that neither stand in what was typed nor are in sight. */
  const named = (step: Step, { plan, viewer }: Pair): string[] => {
    const typed = marksIn(step.what);
    return [...marksIn(step.said)].filter((mark) => {
      const owner = owners.get(mark);
      if (!owner || step.toAll) return true;
      return !typed.has(mark) && (owner.plan !== plan || !mayName(sees(plan, viewer, owner.customer)));
    });
  };
  /** What the person read that is not theirs to read, and where the two worlds differ. */
  const leaks = async (walker: Walker, { pair, errands }: Walked, counting = false): Promise<string[]> => {
    const { plan, viewer, whole, twin } = pair;
    const hidden = plan.customers.filter((customer) => !mayName(sees(plan, viewer, customer)));
    const foreign = pairs[(pairs.indexOf(pair) + 1) % pairs.length]?.plan.customers ?? [];
    const way = { seed: plan.index, errands, steps, hidden: hidden.length > 0 ? hidden : foreign, counting };
    const read = await walker.walk(whole, viewer.n, way);
    const readInTwin = await walker.walk(twin, viewer.n, way);
    const label = `${plan.index}: ${viewer.roles.join("+")}`;
    return read.flatMap((step, n) => {
      const other = readInTwin[n];
      const [a, b] = [plain(step.said, whole), plain(other?.said ?? "", twin)];
      return [
        ...named(step, pair).map((mark) => `${label} reads ${mark} at ${step.what}`),
        ...(a === b || step.alone ? [] : [`${label} reads a difference at ${step.what}: ${differing(a, b)}`]),
        ...(step.alone ? [] : timed(step, other).map((more) => `${label} could time ${step.what}: ${more}`)),
        ...(/R-[A-Z0-9]{6}/.test(step.said) ? [`${label} gets an apology at ${step.what}`] : []),
      ];
    });
  };
  return { owners, leaks };
};

const differing = (a: string, b: string): string => {
  const at = Math.max(0, [...a].findIndex((letter, index) => letter !== b[index]) - 60);
  return `${a.slice(at, at + 200)} | ${b.slice(at, at + 200)}`;
};

/**
 * Whoever closes or opens an account has all passed on that the member has, in sight or not: that it takes longer tells
 * how much it was, never of what or with whom. It could only be the same for all if it were always as long as the longest.
 */
const AS_THE_HOUSE = /^people\.(close|open) /;

/** The first statement that was sent in one of the worlds alone, where it took more of them than in the other. */
const timed = ({ what, statements: a }: Step, other: Step | undefined): string[] => {
  if (AS_THE_HOUSE.test(what)) return [];
  const b = other?.statements ?? null;
  if (a?.length === b?.length) return [];
  const [longer, shorter] = (a?.length ?? 0) > (b?.length ?? 0) ? [a, b] : [b, a];
  return [longer?.find((text, n) => text !== shorter?.[n]) ?? "no statement"];
};
