import { clipLine } from "../../chat/clip.ts";
import type { Choice } from "../../chat/form.ts";
import { type Entry, type Option, type PlainText, plain } from "./card-json.ts";
import { choicesOf, type Drawn, idsOf, placeholderOf, texts } from "./drawn-field.ts";
import { LIMITS } from "./limits.ts";

const optionOf = ({ value, label, detail }: Choice): Option => {
  const whole = detail ? `${label} · ${detail}` : label;
  return { value, text: plain(clipLine(whole, LIMITS.option) || "–") };
};

/** Each value once: Feishu refuses a card in which one comes twice. */
const optionsOf = (choices: readonly Choice[], most: number): Option[] => {
  const there = new Map(choices.filter(({ value }) => value !== "").map((choice) => [choice.value, choice]));
  return [...there.values()].slice(0, most).map(optionOf);
};

export const selectOf = (drawn: Drawn, name: string, several: boolean): Entry => {
  const { field, form, scene, size, name: fieldName } = drawn;
  const t = texts[form.language];
  if (field.kind !== "choice" && field.kind !== "choices") throw new TypeError(`${field.kind} is no choice`);
  const chosen = choicesOf(form.values[fieldName]);
  const found = scene.found[fieldName] ?? [];
  // What is chosen stays among the options, whatever is being looked for.
  const kept = chosen.filter(({ value }) => !found.some((one) => one.value === value));
  const options = field.search
    ? optionsOf([...kept, ...found], Math.max(size.options, kept.length))
    : optionsOf(field.options ?? [], LIMITS.options * 2);
  const selected = options.filter(({ value }) => chosen.some((one) => one.value === value)).map(({ value }) => value);
  const query = scene.queries[fieldName] ?? "";
  const missing = field.search && query !== "" && found.length === 0;
  const placeholder = missing
    ? { placeholder: plain(clipLine(t.nothing({ typed: query }), LIMITS.placeholder)) }
    : placeholderOf(drawn, t.pick);
  const common = { name, width: "fill", ...placeholder, options } as const;
  if (several) {
    return { tag: "multi_select_static", ...common, ...(selected.length > 0 && { selected_values: selected }) };
  }
  return { tag: "select_static", ...common, ...(selected[0] !== undefined && { initial_option: selected[0] }) };
};

/** Of many colleagues those who are looked for; who is chosen stays, whoever is being looked for. */
export const peopleSelect = (
  { field, form, scene, size, name }: Drawn,
  common: { readonly name: string; readonly width: "fill"; readonly placeholder?: PlainText },
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
  const options = optionsOf(scene.files, size.options);
  const chosen = scene.files.find(({ label }) => label === given?.name);
  return {
    tag: "select_static",
    name,
    width: "fill",
    placeholder: plain(options.length === 0 ? t.noFile : t.pick),
    options,
    ...(chosen && options.some((option) => option.value === chosen.value) && { initial_option: chosen.value }),
  };
};

export const placeSelect = (drawn: Drawn, name: string): Entry => {
  const { form, scene, size, name: fieldName } = drawn;
  const [id] = idsOf(form.values[fieldName]);
  const known = id === undefined || scene.places.some(({ value }) => value === id);
  const all = known ? scene.places : [{ value: id, label: id }, ...scene.places];
  const options = optionsOf(all, Math.max(size.options, 1));
  return {
    tag: "select_static",
    name,
    width: "fill",
    ...placeholderOf(drawn, texts[form.language].pick),
    options,
    ...(id !== undefined && options.some((option) => option.value === id) && { initial_option: id }),
  };
};
