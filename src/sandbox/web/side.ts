import type { z } from "zod";
import type { Language } from "../../core/language.ts";
import { DeskError } from "../driver.ts";
import type { Platform } from "./platform.ts";

/** An account that a person could sit in front of. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly language: Language;
  readonly tz: string;
  /** `#rrggbb`. */
  readonly color: string;
}

export interface StoredFile {
  readonly name: string;
  readonly mimetype: string;
  readonly content: Uint8Array;
}

/** One platform's sandbox, as the page's server deals with it. */
export interface Side {
  readonly platform: Platform;
  /** What the company is called there. */
  readonly company: string;
  /** Open accounts of people. */
  accounts(): readonly Account[];
  /** All that the person's client shows, as the page's half of this platform reads it. */
  screen(user: string): unknown;
  /** Calls back on every change of that screen; returns the way to stop. */
  subscribe(user: string, listener: (change: unknown) => void): () => void;
  /** Does what the person asked. @throws Refusal, and NotAnAction */
  act(user: string, action: unknown): Promise<unknown>;
  /** @throws Refusal */
  addFile(file: StoredFile & { readonly user: string }): string;
  /** A file that the person was shown. */
  readFile(user: string, id: string): StoredFile | undefined;
}

/** The platform's client would not let the person do that. */
export class Refusal extends Error {}

/** What came is nothing the page of that platform asks for. */
export class NotAnAction extends Error {}

interface Desk {
  subscribe(user: string, listener: (change: unknown) => void): () => void;
  addFile(file: StoredFile & { readonly user: string }): string;
}

/** What a platform's side does in its own way: what an account is, what can be asked for, whose a file is. */
export interface SideParts<Action> extends Pick<Side, "platform" | "company" | "accounts" | "screen" | "readFile"> {
  readonly desk: Desk;
  readonly action: z.ZodType<Action>;
  run(user: string, action: Action): Promise<unknown> | unknown;
}

export const sideOf = <Action>({ desk, action, run, ...rest }: SideParts<Action>): Side => ({
  ...rest,
  subscribe: (user, listener) => desk.subscribe(user, listener),
  act: async (user, asked) => {
    const { data, success } = action.safeParse(asked);
    if (!success) throw new NotAnAction();
    try {
      return await run(user, data);
    } catch (error) {
      return refusing(error);
    }
  },
  addFile: (file) => {
    try {
      return desk.addFile(file);
    } catch (error) {
      return refusing(error);
    }
  },
});

const refusing = (error: unknown): never => {
  throw error instanceof DeskError ? new Refusal(error.message) : error;
};
