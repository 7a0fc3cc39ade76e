import type { PersonDriver } from "../../src/sandbox/driver.ts";
import type { BotStart } from "./bot-process.ts";

/** Who and what is at a platform when it starts. */
export interface Inhabitants {
  readonly users: readonly { readonly id?: string; readonly name: string; readonly realName: string }[];
  readonly channels: readonly {
    readonly id?: string;
    readonly name: string;
    readonly members: readonly string[];
    readonly withBot?: boolean;
  }[];
}

/** All the bench has to know of a platform. */
export interface BenchPlatform {
  readonly key: "slack" | "feishu";
  readonly name: string;
  readonly workspace: string;
  /** The platform's ids of a person and of a place, always the same for the same name. */
  userId(name: string): string;
  placeId(name: string): string;
  /** Where the bare handler runs. */
  readonly bare: URL;
  /** Without rates: one bench person is quicker than a platform lets anyone be. */
  open(inhabitants: Inhabitants, app: "bot" | "bare"): Promise<Playground>;
}

/** A platform's sandbox, and what is timed there: milliseconds from what a person does to what the platform shows of it. */
export interface Playground {
  readonly driver: PersonDriver;
  /** With what the app connects. */
  readonly access: Pick<BotStart, "slack" | "feishu">;
  /** A line in the person's own chat with the bot. Throws unless an answer with `shows` in it came in time. */
  says(line: Line): Promise<Answered>;
  /** Types a command that opens a form; until it is there. */
  opens(user: string, text: string): Promise<number>;
  /** Sends the open form; throws unless the platform was answered in time. */
  submits(user: string): Promise<number>;
  /** The buttons of an action that the person sees in a place. */
  buttons(where: { readonly user: string; readonly place: string; readonly action: string }): readonly Press[];
  stop(): Promise<void>;
}

export interface Line {
  readonly user: string;
  readonly text: string;
  /** Nothing named: any answer will do, a note that it takes a moment too. */
  readonly shows?: string;
}
export interface Answered {
  readonly ms: number;
  /** On the card that answered. */
  button(action: string): Press;
}
/** Presses a button; throws unless the platform was answered in time. */
export type Press = () => Promise<number>;

export const mustBeAnswered = (
  { outcome, ...reaction }: { readonly outcome: string; readonly error?: unknown; readonly notice?: unknown },
  what: string,
): void => {
  if (outcome !== "answered") throw new Error(`${what}: ${outcome} ${JSON.stringify(reaction)}`);
};

export const firstOf = (buttons: readonly Press[], action: string): Press => {
  const [first] = buttons;
  if (!first) throw new Error(`There is no button ${action}`);
  return first;
};
