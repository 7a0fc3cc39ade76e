import { pino } from "pino";
import { createKernel } from "../../src/chat/kernel.ts";
import type { ChatPort } from "../../src/chat/port.ts";
import type { MovableClock } from "../../src/core/clock.ts";
import { features } from "../../src/features/index.ts";
import { kernelGround } from "../../src/kernel-ground.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import type { TestDatabase } from "./database.ts";
import { openSeats, PATIENCE, type Seats } from "./sight-seats.ts";
import { type World, workspaceOf } from "./sight-world.ts";

/** One bot for many workspaces and tenants, each on a server of its own. */
export interface Installation {
  seatsOf(world: World): Seats;
  /** Brings what was queued for people and channels. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

export const installIn = async (
  worlds: readonly World[],
  { database, clock }: { readonly database: TestDatabase; readonly clock: MovableClock },
): Promise<Installation> => {
  const log = pino({ level: process.env.STAGE_LOG ?? "silent" });
  const seats = new Map<string, Seats>();
  const seatsIn = (workspace: string): Seats => seats.get(workspace)!;
  const portIn = (workspace: string): ChatPort => seatsIn(workspace).port;
  const kernel = createKernel({
    features,
    log,
    ...kernelGround(database.handle, clock),
    profile: (identity) => portIn(identity.workspace).profile(identity),
    placeProblem: (place) => portIn(place.workspace).placeProblem(place),
    showHome: (identity, cards) => portIn(identity.workspace).showHome(identity, { cards, mention: () => undefined }),
    deadline: PATIENCE,
  });
  const ports = new Map((["slack", "feishu"] as const).map((platform) => [platform, behindOne(platform, portIn)]));
  const delivery = createDelivery({ database, ports, clock, log });
  const deliver = () => delivery.deliverDue();
  const open = async (world: World): Promise<void> => {
    const opened = await openSeats(world, { clock, log, inbound: kernel, deliver, drain: kernel.drain });
    seats.set(workspaceOf(world), opened);
  };
  await Promise.all(worlds.map(open));
  return {
    seatsOf: (world) => seatsIn(workspaceOf(world)),
    deliver,
    async stop() {
      await Promise.all([...seats.values()].map((each) => each.stop()));
      await kernel.drain();
    },
  };
};

/** The ports to all workspaces of a platform as one. */
const behindOne = (platform: string, portIn: (workspace: string) => ChatPort): ChatPort => ({
  platform,
  start: async () => undefined,
  stop: async () => undefined,
  status: () => ({ up: true, detail: "" }),
  post: (target, message) => portIn(target.workspace).post(target, message),
  find: (target, key, since) => portIn(target.workspace).find(target, key, since),
  sendFile: (target, file) => portIn(target.workspace).sendFile(target, file),
  hasFile: (target, file, since) => portIn(target.workspace).hasFile(target, file, since),
  edit: (sent, message) => portIn(sent.workspace).edit(sent, message),
  directPlace: (identity) => portIn(identity.workspace).directPlace(identity),
  profile: (identity) => portIn(identity.workspace).profile(identity),
  whoIs: (workspace, addresses) => portIn(workspace).whoIs(workspace, addresses),
  placeProblem: (target) => portIn(target.workspace).placeProblem(target),
  showHome: (identity, home) => portIn(identity.workspace).showHome(identity, home),
  check: () => undefined,
});
