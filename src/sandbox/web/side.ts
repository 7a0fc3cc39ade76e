import type { Language } from "../../core/language.ts";
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
