import { idFrom } from "../../src/core/ids.ts";
import type { Prisma } from "../../src/data/generated/client.ts";
import type { DemoTeam } from "./people.ts";

/** The same words always give the same id. */
export const id = (...parts: string[]): string => idFrom("demo", ...parts);
export const DEMO_ORGANIZATION = id("organization");

/** What the demo customers add up to, by table. */
export interface DemoRows {
  readonly customers: Prisma.CustomerCreateManyInput[];
  readonly contacts: Prisma.ContactCreateManyInput[];
  readonly deals: Prisma.DealCreateManyInput[];
  readonly moves: Prisma.DealMoveCreateManyInput[];
  readonly collections: Prisma.CollectionCreateManyInput[];
  readonly sales: Prisma.SalesLineCreateManyInput[];
  readonly activities: Prisma.ActivityCreateManyInput[];
  readonly met: Prisma.ActivityContactCreateManyInput[];
  readonly steps: Prisma.NextStepCreateManyInput[];
}

/** The team a customer belongs to, and when all this is. */
export interface DemoHome {
  readonly team: DemoTeam;
  readonly now: Date;
}
