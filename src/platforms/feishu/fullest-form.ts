import type { Choice, Field } from "../../chat/form.ts";
import type { RawValue, ShownForm } from "../../chat/port.ts";
import { zone } from "../../core/dates.ts";
import { isSearched } from "./drawn-field.ts";
import { LIMITS } from "./limits.ts";
import type { Scene } from "./scene.ts";

/** What takes the most bytes of all that a field counts as one character: four, where a card is JSON within JSON. */
const WIDEST = '"';
/** Of Chinese, which names are in: three bytes. */
const WIDE = "长";
/** Characters of a message at a field. */
const MESSAGE = 60;
/** Picked in a field that takes several, and characters of their names: with more a person is told that it is too much. */
const PICKED = 15;
const NAME = 40;
const SOUGHT = WIDE.repeat(12);

/** Told apart, as otherwise many of them would be drawn as one. */
const idOf = (kind: "ou" | "oc", index: number): string => `${kind}_${`${index}`.padStart(32, "x")}`;
const PERSON = idOf("ou", 0);
const placeAt = (index: number): Choice => ({ value: idOf("oc", index), label: WIDE.repeat(LIMITS.option) });
const PLACE = placeAt(0);
const several = <Item>(count: number, item: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => item(index));
const FILE: Choice = {
  value: `om_${"x".repeat(32)}/file_v3_${"x".repeat(64)}/${WIDE.repeat(60)}.xlsx`,
  label: WIDE.repeat(60),
};
const choices = (count: number, characters: number): readonly Choice[] =>
  several(count, (index) => ({ value: `${index}`.padStart(36, "x"), label: WIDE.repeat(characters) }));

const mostOf = (field: Field): RawValue => {
  switch (field.kind) {
    case "text":
      return { text: WIDEST.repeat(field.max) };
    case "number":
    case "money":
      return { text: "9".repeat(24) };
    case "date":
      return { text: "2026-12-31" };
    case "datetime":
      return { text: "2026-12-31T00:00:00.000Z" };
    case "choice":
      return { choices: field.options?.slice(0, 1) ?? choices(1, LIMITS.option) };
    case "choices":
      return { choices: field.options ?? choices(PICKED, NAME) };
    case "people":
      return { ids: several(Math.min(field.max ?? PICKED, PICKED), (index) => idOf("ou", index)) };
    case "place":
      return { ids: [PLACE.value] };
    case "file":
      return { files: [{ name: FILE.label, read: async () => undefined }] };
    case "check":
      return { checked: true };
    default:
      return field satisfies never;
  }
};

/** The form with as much in it as its fields admit, a message at each of them, and all around it there may be. */
export const fullest = (form: ShownForm): readonly [ShownForm, Scene] => {
  const fields = Object.entries(form.content.fields);
  const each = <Value>(of: (field: Field) => Value): Record<string, Value> =>
    Object.fromEntries(fields.map(([name, field]) => [name, of(field)]));
  const message = WIDE.repeat(MESSAGE);
  const place = { platform: "feishu", workspace: "", place: PLACE.value, kind: "group", thread: PLACE.value } as const;
  return [
    { ...form, values: each(mostOf), errors: { ...each(() => message), "": message } },
    {
      instance: "x".repeat(36),
      origin: { place: { ...place, message: PLACE.value }, user: PERSON, token: `c-${"x".repeat(40)}` },
      zone: zone("Asia/Shanghai"),
      queries: Object.fromEntries(fields.filter(([, field]) => isSearched(field)).map(([name]) => [name, SOUGHT])),
      found: each(() => choices(LIMITS.options, NAME)),
      files: [FILE],
      places: several(LIMITS.options + 1, placeAt),
      colleagues: several(LIMITS.options + 1, (index) => ({ value: idOf("ou", index), label: WIDE })),
    },
  ];
};
