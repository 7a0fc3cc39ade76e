import type { Feature } from "../../src/chat/feature.ts";
import type { RawValue } from "../../src/chat/port.ts";
import { ACTIONS, formCases } from "./attack-cases.ts";
import type { Ids } from "./secrets.ts";
import { WORDS, type Words } from "./sight-world.ts";

/** What an errand is about: something that whoever runs it may not see, or something they see. */
export type About = "hidden" | "seen";
interface Submission {
  readonly params: object;
  readonly values?: Readonly<Record<string, RawValue>>;
}

/** One thing to try, by a name that no other has. */
export type Errand = { readonly label: string; readonly about: About } & (
  | { readonly does: "home" | "drop" }
  | { readonly does: "command"; readonly name: string; readonly words: Words }
  | { readonly does: "press"; readonly name: string; readonly payload: (ids: Ids) => unknown }
  | { readonly does: "send"; readonly form: string; readonly submission: (ids: Ids) => Submission }
  | {
      readonly does: "search";
      readonly form: string;
      readonly field: string;
      readonly params: (ids: Ids) => object;
      readonly words: Words;
    }
  | { readonly does: "say"; readonly text: string }
);

/** What is another each time, whoever asks: a code to link accounts with. */
const BY_CHANCE = new Set(["link"]);
/** In the thread of a paper: what decides, what nearly does, and talk. */
const THREAD_WORDS = ["同意", "approve", "驳回 太贵了", "驳回", "👍", "催办", "撤回", "这是给谁的", "@Rapport 客户"];
const BOTH: readonly About[] = ["hidden", "seen"];

/** Everything there is to type, press, fill in, search, say and drop, of what is out of sight and of what is in sight. */
export const errandsOf = (features: readonly Feature[]): Errand[] => [
  { label: "Home", does: "home", about: "hidden" },
  ...features.flatMap((feature) => feature.commands ?? []).flatMap(({ name }) => commandErrands(name)),
  ...features.flatMap((feature) => feature.forms ?? []).flatMap(({ form }) => searchErrands(form)),
  ...BOTH.flatMap((about) =>
    THREAD_WORDS.map((text): Errand => ({ label: `says ${text} of what is ${about}`, does: "say", about, text })),
  ),
  { label: "drops a sheet", does: "drop", about: "hidden" },
  ...features
    .flatMap((feature) => feature.actions ?? [])
    .flatMap(({ action: { name } }) =>
      aboutBoth(`presses ${name}`, ACTIONS[name]?.payloads, (of, payload) => ({ ...of, does: "press", name, payload })),
    ),
  ...features
    .flatMap((feature) => feature.forms ?? [])
    .flatMap(({ form: { id: form } }) =>
      aboutBoth(`sends ${form}`, FORMS[form]?.submits, (of, submission) => ({ ...of, does: "send", form, submission })),
    ),
];

export const commandErrands = (name: string): Errand[] =>
  BY_CHANCE.has(name)
    ? []
    : WORDS.map((words) => ({ label: `/${name} with ${words}`, does: "command", about: "hidden", name, words }));

const FORMS = formCases("shared");

type AnyForm = NonNullable<Feature["forms"]>[number]["form"];
const searchErrands = ({ id: form, sample, build }: AnyForm): Errand[] => {
  const fields = Object.entries(build("zh", sample).fields as Record<string, object>);
  const searched = fields.flatMap(([name, field]) => ("search" in field && field.search ? [name] : []));
  const params = (ids: Ids) => FORMS[form]?.submits(ids)[0]?.params ?? {};
  const abouts = uses(params).size > 0 ? BOTH : (["hidden"] as const);
  return abouts.flatMap((about) =>
    searched.flatMap((field) =>
      WORDS.filter((words) => words !== "a name and more").map((words): Errand => {
        const label = `searches ${form}.${field} of what is ${about} with ${words}`;
        return { label, does: "search", about, form, field, params, words };
      }),
    ),
  );
};

type Of = Pick<Errand, "label" | "about">;
/** One errand for each of the cases, about what is hidden and, where it is about anything at all, about what is seen. */
const aboutBoth = <T>(
  label: string,
  cases: ((ids: Ids) => readonly T[]) | undefined,
  make: (of: Of, at: (ids: Ids) => T) => Errand,
): Errand[] =>
  Array.from({ length: cases?.(NOTHING).length ?? 0 }, (_, n) => n).flatMap((n) => {
    const at = (ids: Ids): T => cases?.(ids)[n] as T;
    const abouts = uses(at).size > 0 ? BOTH : (["hidden"] as const);
    return abouts.map((about) => make({ label: `${label} ${n} of what is ${about}`, about }, at));
  });
const NOTHING = {} as Ids;

/** Of which things the ids stand in it. */
const uses = (made: (ids: Ids) => unknown): ReadonlySet<string> => {
  const text = JSON.stringify(made(new Proxy({} as Ids, { get: (_, name) => `«${String(name)}»` })));
  return new Set([...text.matchAll(/«(\w+)»/g)].map(([, name]) => name as string));
};

/** What a customer must have for something of it to be met: its deal, its fee, or only to be seen itself. */
export const needOf = (errand: Errand): "customer" | "deal" | "fee" => {
  if (errand.does === "say") return "fee";
  const used = new Set([
    ...(errand.does === "press" ? uses(errand.payload) : []),
    ...(errand.does === "send" ? uses(errand.submission) : []),
    ...(errand.does === "search" ? uses(errand.params) : []),
  ]);
  if (used.has("fee")) return "fee";
  return ["deal", "paid", "move"].some((name) => used.has(name)) ? "deal" : "customer";
};
