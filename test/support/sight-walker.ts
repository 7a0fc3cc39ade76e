import { pino } from "pino";
import type { ActionCall, Card } from "../../src/chat/card.ts";
import type { Feature, PersonIdentity } from "../../src/chat/feature.ts";
import { createKernel, type Kernel } from "../../src/chat/kernel.ts";
import type { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId } from "../../src/core/ids.ts";
import { kernelGround } from "../../src/kernel-ground.ts";
import type { TestDatabase } from "./database.ts";
import type { Errand } from "./sight-errands.ts";
import type { PlannedCustomer, Seen } from "./sight-plan.ts";
import { Walk } from "./sight-walk.ts";
import type { World } from "./sight-world.ts";

/** One thing a person did, and all that came of it. */
export interface Step {
  readonly what: string;
  readonly said: string;
  /** Who reads it: whoever did it, everyone in the place, or the member with this number. */
  readonly reader: "self" | "all" | number;
  /** The statements it took; null where nobody waits for it. */
  readonly statements: readonly string[] | null;
  /** Nothing like it can be done where the thing is not there: only what it names is looked at. */
  readonly alone: boolean;
}

export interface Walker {
  /** What one person reads on the same way through everything the bot can do, taken by chance from the seed. */
  walk(world: World, viewer: number, way: Way): Promise<Step[]>;
}
/** Of the way: where it leads, and what it asks for. */
export interface Way {
  readonly seed: number;
  /** What is done in any case. */
  readonly errands: readonly Errand[];
  readonly hidden: readonly PlannedCustomer[];
  readonly seen: readonly { readonly customer: PlannedCustomer; readonly seen: Seen }[];
  /** Where what is hidden is, when it is not in the world that is walked. */
  readonly abroad: World | undefined;
  readonly log: WalkLog;
}
/** Hears what is done on the way, and leads on from what was shown. */
export interface WalkLog {
  ran(errand: Errand): void;
  shown(button: string): void;
  /** Pressed before it was too late. */
  done(button: string): void;
  opened(form: string): void;
  /** Which of these buttons is pressed next; undefined when the way ends. */
  next(calls: readonly ActionCall[]): number | undefined;
}

/** What walks on the neutral level go over: one kernel for all worlds. */
export interface Ground {
  readonly kernel: Kernel;
  readonly database: TestDatabase;
  readonly clock: MovableClock;
  homeOf(identity: PersonIdentity): Promise<readonly Card[]>;
}

export const groundOver = (database: TestDatabase, clock: MovableClock, features: readonly Feature[]): Ground => {
  const homes = new Map<string, readonly Card[]>();
  const kernel = createKernel({
    features,
    log: pino({ level: process.env.STAGE_LOG ?? "silent" }),
    ...kernelGround(database.handle, clock),
    profile: async () => ({ name: "Someone", language: "zh", zone: "Asia/Shanghai" as never, bot: false }),
    placeProblem: async () => undefined,
    subjectOf: async ({ message }) => {
      const [organizationId, subject] = message.split(" ");
      return organizationId && subject ? { organizationId: asOrganizationId(organizationId), subject } : null;
    },
    showHome: async ({ user }, cards) => void homes.set(user, cards),
    deadline: 60_000,
  });
  const homeOf = async (identity: PersonIdentity) => {
    await kernel.homeOpened(identity);
    return homes.get(identity.user) ?? [];
  };
  return { kernel, database, clock, homeOf };
};

export const walkerOf = (...over: Parameters<typeof groundOver>): Walker => {
  const ground = groundOver(...over);
  return { walk: (world, viewer, way) => new Walk(ground, world, { viewer, way }).go() };
};
