import { reopen } from "../../src/chat/answers.ts";
import type { Answer, ChatPort, Inbound } from "../../src/chat/port.ts";
import type { Clock } from "../../src/core/clock.ts";
import type { Log } from "../../src/core/log.ts";
import { inTime } from "../../src/core/time-limit.ts";
import { features } from "../../src/features/index.ts";
import { createFeishuPort } from "../../src/platforms/feishu/index.ts";
import { manifest as feishuManifest } from "../../src/platforms/feishu/manifest.ts";
import { createSlackPort } from "../../src/platforms/slack/index.ts";
import { manifest as slackManifest } from "../../src/platforms/slack/manifest.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { installed as installedInFeishu } from "../../src/sandbox/feishu/install.ts";
import { createSlackSandbox } from "../../src/sandbox/slack/index.ts";
import { installed as installedInSlack } from "../../src/sandbox/slack/install.ts";
import { Waits } from "../../src/sandbox/waits.ts";
import { channelOf, papersChannelOf, userOf, type World, workspaceOf } from "./sight-world.ts";

/** The people of a world in front of its workspace or tenant, with the bot's port to it over the real SDK. */
export interface Seats {
  readonly world: World;
  readonly port: ChatPort;
  readonly channels: readonly string[];
  person(n: number): Person;
  /** What the client itself has told this person in passing, oldest first. */
  notices(who: Person): readonly string[];
  /** All that the bot sends and answers from now on, as it goes over the line. */
  listen(): () => readonly unknown[];
  /** What the bot was asked and has not answered to the end is answered. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

interface Ground {
  readonly clock: Clock;
  readonly log: Log;
  readonly inbound: Inbound;
  /** Brings what was queued for people and channels. */
  readonly deliver: () => Promise<void>;
  /** Resolves when the bot is at nothing any more. */
  readonly drain: () => Promise<void>;
}

export const openSeats = async (world: World, ground: Ground): Promise<Seats> => {
  const underWay = new Waits();
  const side = await (world.platform === "slack" ? inSlack : inFeishu)(world, ground);
  await side.port.start(listening(ground.inbound, underWay));
  return {
    ...side,
    world,
    channels: channelsOf(world).map(({ id }) => id),
    async quiet() {
      await side.quiet();
      await inTime(PATIENCE, underWay.quiet(), tooLate);
      await ground.deliver();
      // A Home is brought up to date once the person has the answer.
      await ground.drain();
      await side.quiet();
    },
    async stop() {
      await side.port.stop();
      await side.stop();
    },
  };
};

/** Milliseconds: no answer is late, on another way than in the twin. */
export const PATIENCE = 20_000;
/** Whatever else the machine is at. */
const UNHURRIED = { rates: false, ackMs: PATIENCE, retryPace: 0.001 };
const DEADLINES = { press: PATIENCE, event: PATIENCE, push: PATIENCE };
const GROUP = { withBot: true };
/** Everybody is everywhere: what stands in a channel is for all. */
const channelsOf = (world: World) => {
  const members = world.plan.members.map(({ n }) => userOf(world, n));
  return [
    ...world.plan.teams.map((_, team) => ({ ...GROUP, id: channelOf(world, team), name: `team${team}`, members })),
    { ...GROUP, id: papersChannelOf(world), name: "papers", members },
  ];
};
const peopleOf = (world: World) =>
  world.plan.members.map(({ n }) => ({ id: userOf(world, n), name: `m${n}`, realName: `同事${n}` }));

const inSlack = async (world: World, { clock, log }: Ground) => {
  const tokens = {
    botToken: `xoxb-${world.code}`,
    appToken: `xapp-1-${world.code}`,
    signingSecret: world.code.padEnd(32, "0"),
  };
  const slack = createSlackSandbox({
    ...UNHURRIED,
    triggerMs: PATIENCE,
    clock,
    workspace: {
      team: { id: workspaceOf(world), name: "一家公司", domain: world.code },
      app: installedInSlack(slackManifest(features, "socket"), tokens),
      users: peopleOf(world),
      channels: channelsOf(world),
    },
  });
  await slack.start();
  return {
    port: createSlackPort({ ...tokens, mode: "socket", apiUrl: slack.apiUrl, clock, log }),
    person: (n: number) => slack.person(userOf(world, n)),
    notices: () => [],
    listen() {
      const [calls, deliveries] = [slack.calls.length, slack.deliveries.length];
      return () => [
        ...slack.calls.slice(calls).map(({ args }) => args),
        ...slack.deliveries.slice(deliveries).map(({ response }) => response),
      ];
    },
    quiet: () => slack.quiet(),
    stop: () => slack.stop(),
  };
};

const inFeishu = async (world: World, { clock, log }: Ground) => {
  const app = { appId: `cli_${world.code}${world.code}`, secret: world.code, name: "Rapport" };
  const feishu = createFeishuSandbox({
    ...UNHURRIED,
    clock,
    tenant: {
      tenant: { key: workspaceOf(world), name: "一家公司" },
      app: installedInFeishu(feishuManifest(features), app),
      users: peopleOf(world).map(({ id: openId, ...user }) => ({ ...user, openId })),
      chats: channelsOf(world).map(({ id: chatId, ...chat }) => ({ ...chat, chatId })),
    },
  });
  await feishu.start();
  const { appId, appSecret, domain } = feishu;
  return {
    port: createFeishuPort({ mode: "socket", appId, appSecret, domain, features, clock, log, deadlines: DEADLINES }),
    person: (n: number) => feishu.person(userOf(world, n)),
    notices: ({ id }: Person) => feishu.desk.notices(id).map(({ text }) => text),
    listen() {
      const [calls, deliveries] = [feishu.calls.length, feishu.deliveries.length];
      return () => [
        ...feishu.calls.slice(calls).map(({ body }) => body),
        ...feishu.deliveries.slice(deliveries).map(({ response }) => response),
      ];
    },
    quiet: () => feishu.quiet(),
    stop: () => feishu.stop(),
  };
};

const tooLate = () => new Error("The bot was asked something that nobody has got an answer to.");

/** Counts what the bot is asked until the person has the answer. */
const listening = (inbound: Inbound, underWay: Waits): Inbound => {
  const until = <T extends Answer | undefined>(asked: Promise<T>): Promise<T> =>
    new Promise((heard) => {
      void underWay.counted(async () => {
        const answer = await asked;
        if (!answer) return heard(answer);
        await new Promise<void>((shown) => {
          const then = (work: () => Promise<void>) => () => work().then(shown);
          heard({ ...answer, settled: then(answer.settled), missed: then(answer.missed) });
        });
      });
    });
  return {
    command: (arrival) => until(inbound.command(arrival)),
    say: (arrival) => until(inbound.say(arrival)),
    // A form that opens anew at a step within it is the answer itself.
    press: (arrival) =>
      arrival.action === reopen.name ? underWay.counted(() => inbound.press(arrival)) : until(inbound.press(arrival)),
    submit: (arrival) => until(inbound.submit(arrival)),
    search: (arrival) => underWay.counted(() => inbound.search(arrival)),
    homeOpened: (identity, id) => underWay.counted(() => inbound.homeOpened(identity, id)),
    left: (identity) => underWay.counted(() => inbound.left(identity)),
    directPlaceIs: (identity, place) => underWay.counted(() => inbound.directPlaceIs(identity, place)),
  };
};
