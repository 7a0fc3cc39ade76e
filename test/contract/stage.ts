import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import type { Feature } from "../../src/chat/feature.ts";
import { createKernel, type Kernel } from "../../src/chat/kernel.ts";
import type { ChatPort } from "../../src/chat/port.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { newId } from "../../src/core/ids.ts";
import type { Language } from "../../src/core/language.ts";
import type { Log } from "../../src/core/log.ts";
import { from } from "../../src/data/client.ts";
import { kernelGround } from "../../src/kernel-ground.ts";
import type { Person, PersonDriver } from "../../src/sandbox/driver.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { createTrial, type Trial } from "./feature.ts";

/** What can go wrong between the bot and the platform, in words that fit any platform. */
interface Trouble {
  /** Posts are refused for so many seconds; other calls are not. */
  postsTooFast(seconds: number): void;
  /** Whatever comes from people arrives so many times more. */
  repeat(copies: number): void;
  /** The next post is done, but its answer is lost. */
  loseNextAnswer(): void;
  /** The next file is brought, but its answer is lost; or it does not even get there. */
  loseNextFile(how: "answer" | "bytes"): void;
  /** The app has lost the permission to send and read files. */
  forbidFiles(): void;
  /** Files are gone by the time they are fetched. */
  loseFiles(): void;
  /** The app may not look people up any more. */
  forbidPeople(): void;
  /** No more look-ups are taken for so many seconds. */
  peopleTooFast(seconds: number): void;
  /** The platform does not say what it knows of a place. */
  loseSight(): void;
  /** The next first word to somebody takes so many milliseconds. */
  slowFirstWord(milliseconds: number): void;
  disconnect(): void;
  revokeToken(): void;
  /** A form cannot be opened any more by the time it is asked for. */
  expireForms(): void;
  clear(): void;
}

/** A platform with people in it, and the port of the bot to it. */
export interface Platform extends PersonDriver {
  readonly name: string;
  readonly workspace: string;
  start(features: readonly Feature[], clock: MovableClock): Promise<void>;
  stop(): Promise<void>;
  createPort(log: Log): ChatPort;
  readonly trouble: Trouble;
  userId(name: string): string;
  placeId(name: string): string;
  leave(name: string): Promise<void>;
  /** Somebody new with that mail, whom the company does not count among its people; gives the mail. */
  addOutsider(): Promise<string>;
  /** People are found by phone, too. */
  readonly knowsPhones: boolean;
  /** It tells where a person lives. */
  readonly knowsZones: boolean;
  /** The bot is taken into the channel, or put out of it. */
  seatBot(place: string, there: boolean): Promise<void>;
  /** A file on that person's machine; what it gives can be filled into a file field. */
  file(name: string, file: { readonly name: string; readonly content: string | Uint8Array }): string;
  /** How often people's doings were handed to the bot and got no answer in time. */
  unanswered(): number;
  /** Commands reach the bot also from where it is not. */
  readonly hearsEverywhere: boolean;
  /** What is for one person alone can stand in a thread. */
  readonly whispersInThreads: boolean;
  /** A message of the bot's own can be looked for also where others talk. */
  readonly looksThroughGroups: boolean;
  /** What the form says, or what has taken its place: a form need not be a window of its own. */
  formSays(who: Person): string;
  /** Resolves when nothing is on its way to the bot. */
  quiet(): Promise<void>;
}

/** People on every platform; Zoe is no member. Li and Emma are with the bot in #team, Emma alone in #deals. */
export const PEOPLE: readonly { name: string; language: Language; member: boolean; phone?: string }[] = [
  { name: "li", language: "zh", member: true, phone: "+8613800138001" },
  { name: "emma", language: "en", member: true, phone: "+447700900123" },
  { name: "wang", language: "zh", member: true },
  { name: "zoe", language: "en", member: false },
];
export const mailOf = (name: string): string => `${name}@trial.example`;

/** Milliseconds in which the platform wants an answer, and which the port gives what is asked: see PATIENT. */
export const UNHURRIED = { platform: 15_000, port: 13_000 };

export interface Stage {
  readonly platform: Platform;
  readonly trial: Trial;
  readonly clock: MovableClock;
  readonly database: TestDatabase;
  readonly port: ChatPort;
  readonly kernel: Kernel;
  /** While it runs, whatever is not done at once counts as late; else the kernel's own patience holds. */
  impatiently<T>(work: () => Promise<T>): Promise<T>;
  /** The bot stops and starts again, as after an update. */
  restart(): Promise<void>;
  /** Answers to changes that were marked as seen. */
  answered(): Promise<number>;
  audited(): Promise<number>;
}

/** Milliseconds until "saving…": a busy machine must not make an answer late, and what is held back must be late soon. */
const PATIENT = 12_000;
const AT_ONCE = 50;

/** A bot with the trial feature, a real kernel and database, connected to the platform by its real SDK. */
export const withStage = (createPlatform: () => Platform): Stage => {
  const database = withDatabase();
  const clock = new MovableClock();
  const log = pino({ level: process.env.STAGE_LOG ?? "silent" });
  const trial = createTrial();
  const platform = createPlatform();
  let port: ChatPort | undefined;
  let kernel: Kernel | undefined;
  const existing = <T>(value: T | undefined): T => {
    if (!value) throw new Error("withStage() is ready inside a test.");
    return value;
  };
  let deadline = PATIENT;
  const startBot = async () => {
    port = platform.createPort(log);
    kernel = kernelOn({ database, clock, log, trial, port, deadline: () => deadline });
    await port.start(kernel);
  };
  const stopBot = async () => {
    await port?.stop();
    await kernel?.drain();
  };
  beforeAll(async () => {
    await platform.start([trial.feature], clock);
    await settle(database, platform);
    await startBot();
  });
  afterAll(async () => {
    await stopBot();
    await platform.stop();
  });
  return {
    platform,
    trial,
    clock,
    database,
    get port() {
      return existing(port);
    },
    get kernel() {
      return existing(kernel);
    },
    async impatiently(work) {
      deadline = AT_ONCE;
      try {
        return await work();
      } finally {
        deadline = PATIENT;
      }
    },
    async restart() {
      await stopBot();
      await startBot();
    },
    answered: () =>
      from({ database: database.handle }).delivery.count({
        where: { answeredAt: { not: null }, doneAt: { not: null } },
      }),
    audited: () => from({ database: database.handle }).auditEntry.count(),
  };
};

const kernelOn = ({
  database,
  clock,
  log,
  trial,
  port,
  deadline,
}: {
  database: TestDatabase;
  clock: MovableClock;
  log: Log;
  trial: Trial;
  port: ChatPort;
  deadline: () => number;
}) =>
  createKernel({
    features: [trial.feature],
    log,
    ...kernelGround(database.handle, clock),
    subjectOf: async () => null,
    profile: (identity) => port.profile(identity),
    placeProblem: (place) => port.placeProblem(place),
    showHome: (identity, cards) => port.showHome(identity, { cards, mention: () => undefined }),
    get deadline() {
      return deadline();
    },
  });

/** An organization whose members are the people of the platform. */
const settle = async (database: TestDatabase, platform: Platform): Promise<void> => {
  const db = from({ database: database.handle });
  const organizationId = newId();
  const createdAt = new Date("2026-01-01T00:00:00Z");
  const { name, workspace } = platform;
  await db.organization.create({ data: { id: organizationId, name: "Trial", createdAt } });
  await db.workspace.create({ data: { platform: name, workspace, organizationId, createdAt } });
  for (const person of PEOPLE.filter(({ member }) => member)) {
    const memberId = newId();
    await db.member.create({
      data: { id: memberId, organizationId, name: person.name, roles: ["rep"], language: person.language, createdAt },
    });
    const user = platform.userId(person.name);
    await db.identity.create({ data: { platform: name, workspace, user, organizationId, memberId } });
  }
};
