import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Platform } from "../platform.ts";
import { type Texts, textsIn } from "./texts.ts";
import type { Reader } from "./time.ts";

/** Someone whose name can stand on the screen. */
export interface Known {
  readonly id: string;
  readonly name: string;
  /** The short name, where the platform has one. */
  readonly handle: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly isBot: boolean;
  /** The account is closed. */
  readonly gone: boolean;
}

/** What it takes to read a message: who the people are, and in which language and zone. */
export interface Reading {
  readonly t: Texts;
  readonly reader: Reader;
  readonly platform: Platform;
  readonly me: string;
  readonly bot: string;
  readonly people: ReadonlyMap<string, Known>;
}

const NOBODY: Reading = {
  t: textsIn("en"),
  reader: { language: "en", zone: "UTC" },
  platform: "slack",
  me: "",
  bot: "",
  people: new Map(),
};

export const ReadingContext = createContext<Reading>(NOBODY);
export const useReading = (): Reading => useContext(ReadingContext);

export const nameOf = (reading: Reading, user: string): string => reading.people.get(user)?.name ?? user;

export const BOT_COLOR = "#0b6e6e";
export const colorOf = (reading: Reading, user: string): string =>
  user === reading.bot ? BOT_COLOR : (reading.people.get(user)?.color ?? "#757575");
