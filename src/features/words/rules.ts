import { steadyChoice } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import { surnameOf } from "../../domain/names-people.ts";

/** What the words are for; `birthday_ahead` is advice for oneself, the others are said to the customer. */
export const OCCASIONS = ["birthday", "birthday_ahead", "next_step", "periodic_call", "periodic_visit"] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** How well one knows a customer: it decides how a message sounds. */
export type Closeness = "new" | "known" | "close";

/** Closeness grows with the lifecycle class: from those still being won to partners. */
export function closenessOf(lifecycleClass: string): Closeness {
  if (lifecycleClass === "developed" || lifecycleClass === "partner") return "close";
  return lifecycleClass === "prospective" || lifecycleClass === "signed" ? "known" : "new";
}

/** How a title is said after the surname, the first that fits. A vice director is called like the director. */
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/董事长/, "董"],
  [/总监/, "总监"],
  [/总工/, "总工"],
  [/总经理|总裁|副总|老板|CEO|总$/i, "总"],
  [/书记/, "书记"],
  [/院长/, "院长"],
  [/校长/, "校长"],
  [/局长/, "局长"],
  [/处长/, "处长"],
  [/厂长/, "厂长"],
  [/科长/, "科长"],
  [/部长/, "部长"],
  [/所长/, "所长"],
  [/站长/, "站长"],
  [/主任/, "主任"],
  [/主管/, "主管"],
  [/教授/, "教授"],
  [/医生|医师/, "医生"],
  [/老师/, "老师"],
  [/经理/, "经理"],
  [/工程师|技术员|工$/, "工"],
];

/** What one calls a person to their face: "王总", "李工", or the whole name where nothing shorter is polite. */
export function calledBy({ name, title }: { readonly name: string; readonly title: string | null }): string {
  const surname = surnameOf(name);
  const short = title === null ? undefined : TITLES.find(([known]) => known.test(title))?.[1];
  return surname === "" || short === undefined ? name : `${surname}${short}`;
}

const HONORIFIC = /^(Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+(?:.*\s)?(\S+)$/i;
const INITIAL = /^\p{L}\.?$/u;

/** How one begins a line to a person: "王总", "Grace", "Ms Miller". */
export function addressOf(
  person: { readonly name: string; readonly title: string | null },
  language: Language,
): string {
  if (language === "zh") return calledBy(person);
  const { name } = person;
  const [, honorific, surname] = HONORIFIC.exec(name) ?? [];
  if (honorific && surname) return `${honorific} ${surname}`;
  const [first = name] = name.split(/\s+/);
  return INITIAL.test(first) ? name : first;
}

/** What the words are filled with. */
export interface Filling {
  /** The person as called, or the customer's name when nobody is known there. */
  readonly who: string;
  /** What was promised, for a next step. */
  readonly what: string;
}
export type Library = Readonly<
  Record<Occasion, Readonly<Record<Language, Readonly<Record<Closeness, readonly string[]>>>>>
>;

/** One line of the library, the same for the same key: `{who}` and `{what}` are filled in. */
export function chooseWords(
  library: Library,
  asked: {
    readonly occasion: Occasion;
    readonly closeness: Closeness;
    readonly language: Language;
    readonly key: string;
  },
  filling: Filling,
): string {
  const lines = library[asked.occasion][asked.language][asked.closeness];
  const line = lines[steadyChoice(asked.key, lines.length)] ?? "";
  return line.replace(/\{(who|what)\}/g, (_, name: "who" | "what") => filling[name]);
}
