import { clipLine } from "../../chat/clip.ts";
import type { Choice } from "../../chat/form.ts";
import { type Entry, type Option, type PlainText, plain } from "./card-json.ts";
import { choicesOf, type Drawn, idsOf, placeholderOf, texts } from "./drawn-field.ts";
import { LIMITS } from "./limits.ts";
import { choiceIn, chosenValue } from "./values.ts";

const optionOf = ({ value, label, detail }: Choice): Option => {
  const whole = detail ? `${label} · ${detail}` : label;
  return { value, text: plain(clipLine(whole, LIMITS.option) || "–") };
};

/**
 * The first so many, each value once: Feishu refuses a card in which one comes twice. What is chosen is always among them:
 * what is not offered is not chosen any more when the form is sent.
 */
const offered = (choices: readonly Choice[], most: number, chosen: readonly string[]): readonly Choice[] => {
  const there = [
    ...new Map(choices.filter(({ value }) => value !== "").map((choice) => [choice.value, choice])).values(),
  ];
  const others = there.filter(({ value }) => !chosen.includes(value));
  const room = new Set(others.slice(0, Math.max(0, most - (there.length - others.length))));
  return there.filter((choice) => chosen.includes(choice.value) || room.has(choice));
};

export const selectOf = (drawn: Drawn, name: string, several: boolean): Entry => {
  const { field, form, scene, size, name: fieldName } = drawn;
  const t = texts[form.language];
  if (field.kind !== "choice" && field.kind !== "choices") throw new TypeError(`${field.kind} is no choice`);
  const chosen = choicesOf(form.values[fieldName]);
  const found = scene.found[fieldName] ?? [];
  // What is chosen stays among the options, whatever is being looked for.
  const kept = chosen.filter(({ value }) => !found.some((one) => one.value === value));
  const ids = chosen.map(({ value }) => value);
  const there = field.search
    ? offered([...kept, ...found], size.options, ids).map((one) => (ids.includes(one.value) ? named(one) : one))
    : offered(field.options ?? [], LIMITS.options * 2, ids);
  const options = there.map(optionOf);
  const selected = there.filter(({ value }) => ids.includes(choiceIn(value).value)).map(({ value }) => value);
  const query = scene.queries[fieldName] ?? "";
  const missing = field.search && query !== "" && found.length === 0;
  const placeholder = missing
    ? { placeholder: plain(clipLine(t.nothing({ typed: query }), LIMITS.placeholder)) }
    : placeholderOf(drawn, t.pick);
  const common = { name, required: false, width: "fill", ...placeholder, options } as const;
  if (several) {
    return { tag: "multi_select_static", ...common, ...(selected.length > 0 && { selected_values: selected }) };
  }
  return { tag: "select_static", ...common, ...(selected[0] !== undefined && { initial_option: selected[0] }) };
};

const named = (choice: Choice): Choice => ({
  ...choice,
  value: chosenValue({ ...choice, label: clipLine(choice.label, LIMITS.option) }),
});

/** Of many colleagues those who are looked for; who is chosen stays, whoever is being looked for. */
export const peopleSelect = (
  { field, form, scene, size, name }: Drawn,
  common: Pick<Entry, "name"> & { readonly required: false; readonly width: "fill"; readonly placeholder?: PlainText },
): Entry => {
  const chosen = idsOf(form.values[name]);
  const query = (scene.queries[name] ?? "").toLowerCase();
  const found = scene.colleagues.filter(({ label }) => label.toLowerCase().includes(query));
  const all = [...new Set([...chosen, ...found.map(({ value }) => value)])];
  const options = all.slice(0, Math.max(size.options, chosen.length)).map((value) => ({ value }));
  const listed = options.length > 0 ? { options } : {};
  if (field.kind === "people" && field.max === 1) {
    const [first] = chosen;
    return { tag: "select_person", ...common, ...listed, ...(first && { initial_option: first }) };
  }
  return { tag: "multi_select_person", ...common, ...listed, ...(chosen.length > 0 && { selected_values: chosen }) };
};

export const fileSelect = ({ form, scene, size, name: fieldName }: Drawn, name: string): Entry => {
  const t = texts[form.language];
  const value = form.values[fieldName];
  const [given] = value && "files" in value ? value.files : [];
  const chosen = scene.files.find(({ label }) => label === given?.name);
  const options = offered(scene.files, size.options, chosen ? [chosen.value] : []).map(optionOf);
  return {
    tag: "select_static",
    name,
    required: false,
    width: "fill",
    placeholder: plain(options.length === 0 ? t.noFile : t.pick),
    options,
    ...(chosen && { initial_option: chosen.value }),
  };
};

export const placeSelect = (drawn: Drawn, name: string): Entry => {
  const { form, scene, size, name: fieldName } = drawn;
  const [id] = idsOf(form.values[fieldName]);
  const query = (scene.queries[fieldName] ?? "").toLowerCase();
  const found = scene.places.filter(({ value, label }) => value === id || label.toLowerCase().includes(query));
  const known = id === undefined || found.some(({ value }) => value === id);
  const all = known ? found : [{ value: id, label: id }, ...found];
  const options = offered(all, size.options, id === undefined ? [] : [id]).map(optionOf);
  return {
    tag: "select_static",
    name,
    required: false,
    width: "fill",
    ...placeholderOf(drawn, texts[form.language].pick),
    options,
    ...(id !== undefined && { initial_option: id }),
  };
};
