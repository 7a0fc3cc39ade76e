import { dateIn, instantAt, plainDate, plainTime, zone } from "../../core/dates.ts";
import { isArray, isObject, type Json, type JsonObject, objects } from "../json.ts";
import { isInteractive } from "./cards/structure.ts";
import type { Spot } from "./cards/walk.ts";
import type { Message, User } from "./records.ts";
import type { ElementAt, EmptyFields, Held } from "./screen.ts";

type Entered = Readonly<Record<ElementAt, Held>>;

/**
 * What people have entered into cards and not sent. It lives in their client: an answer without a card leaves it as it
 * is, and with another card it is gone.
 */
export class FormStates {
  readonly #states = new Map<string, { readonly of: string; readonly entered: Entered }>();

  of(user: string, message: Message): Entered {
    const state = this.#states.get(`${user} ${message.id}`);
    return state?.of === stamp(message) ? state.entered : {};
  }

  enter(user: string, message: Message, values: Entered): void {
    const entered = { ...this.of(user, message), ...values };
    this.#states.set(`${user} ${message.id}`, { of: stamp(message), entered });
  }

  /** Back to what the card itself says. */
  reset(user: string, message: Message, spots: readonly Spot[]): void {
    const gone = new Set(spots.map(({ at }) => at));
    const kept = Object.entries(this.of(user, message)).filter(([at]) => !gone.has(at));
    this.#states.set(`${user} ${message.id}`, {
      of: stamp(message),
      entered: Object.fromEntries(kept),
    });
  }
}

/** Changes when another card takes the place of the one that was there. */
const stamp = ({ updateTime, content }: Message): string => `${updateTime} ${content}`;

/** Whether a person enters something in it, rather than presses it. */
export const isField = (element: JsonObject): boolean =>
  isInteractive(element) && element.tag !== "button" && element.tag !== "overflow";

const text = (value: Json | undefined): string | null => (typeof value === "string" && value !== "" ? value : null);
const texts = (value: Json | undefined): readonly string[] => (isArray(value) ? value.map(String) : []);

/** What a select says of itself counts only where it is one of its own options. */
const offered = ({ options }: JsonObject, value: string | null): string | null =>
  objects(options).some((option) => option.value === value) ? value : null;

/** What stands in an element before anyone touches it. */
const initially = (element: JsonObject): Held => {
  switch (element.tag) {
    case "checker":
      return element.checked === true;
    case "multi_select_static":
    case "multi_select_person":
      return texts(element.selected_values).filter((value) => offered(element, value) !== null);
    case "select_person":
      return offered(element, text(element.initial_option));
    case "select_static":
      return (
        offered(element, text(element.initial_option)) ??
        text(objects(element.options)[Number(element.initial_index ?? 0) - 1]?.value)
      );
    default:
      return (
        text(element.default_value) ??
        text(element.initial_date) ??
        text(element.initial_time) ??
        text(element.initial_datetime)
      );
  }
};

export const heldIn = ({ element, at }: Spot, entered: Entered): Held => {
  const held = entered[at];
  return held === undefined ? initially(element) : held;
};

const isEmpty = (held: Held): boolean =>
  held === null || held === "" || (typeof held === "object" && held.length === 0);

const offsetAt = (tz: string, date: string, time: string): string => {
  const there = instantAt(plainDate(date), plainTime(time), zone(tz)).getTime();
  const minutes = Math.round((Date.parse(`${date}T${time}:00Z`) - there) / 60_000);
  const digits = (count: number) => String(Math.floor(count)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${digits(Math.abs(minutes) / 60)}${digits(Math.abs(minutes) % 60)}`;
};

/** As Feishu sends it: dates and times with the offset of the person's zone behind them. */
export const sentValue = (element: JsonObject, held: Held, { user, now }: { user: User; now: Date }): Json => {
  if (typeof held !== "string") return held;
  const today = dateIn(zone(user.tz), now);
  const [date = today, time = "00:00"] = element.tag === "picker_time" ? [today, held] : held.split(" ");
  const dated = element.tag === "date_picker" || element.tag === "picker_time" || element.tag === "picker_datetime";
  return dated ? `${held} ${offsetAt(user.tz, date, time)}` : held;
};

interface Filled {
  readonly fields: readonly Spot[];
  readonly entered: Entered;
  readonly user: User;
  readonly now: Date;
  readonly emptyFields: EmptyFields;
}

/** `form_value` of a submit. */
export const formValue = ({ fields, entered, emptyFields, ...by }: Filled): JsonObject => {
  const value: Record<string, Json> = {};
  for (const spot of fields) {
    const held = heldIn(spot, entered);
    const name = String(spot.element.name);
    const blank = emptyFields === "blank" || (emptyFields === "as documented" && spot.element.tag === "input");
    if (!isEmpty(held)) value[name] = sentValue(spot.element, held, by);
    else if (blank) value[name] = typeof held === "object" && held !== null ? [] : "";
  }
  return value;
};

/** Of several options one must be picked unless the card says otherwise: so one of Feishu's pages has it, the strictest. */
const isRequired = ({ required, tag }: JsonObject): boolean =>
  typeof required === "boolean" ? required : tag === "multi_select_static";

/** What the client tells before it sends a form, if it does not. */
export const clientRefusal = ({
  fields,
  entered,
  user,
}: Pick<Filled, "fields" | "entered" | "user">): string | undefined => {
  const chinese = user.locale.toLowerCase().startsWith("zh");
  if (fields.some((spot) => isRequired(spot.element) && isEmpty(heldIn(spot, entered))))
    return chinese ? "有必填项未填写" : "Some required fields are not filled in";
  const long = fields.find((spot) => {
    const held = heldIn(spot, entered);
    return (
      spot.element.tag === "input" && typeof held === "string" && held.length > Number(spot.element.max_length ?? 1000)
    );
  });
  if (!long) return undefined;
  const most = Number(long.element.max_length ?? 1000);
  return chinese ? `最多输入 ${most} 个字符` : `No more than ${most} characters can be entered`;
};

/** The value a callback carries: of its behaviours, or as 1.0 had it. */
export const callbackValue = (element: JsonObject): Json | undefined =>
  objects(element.behaviors).find(({ type }) => type === "callback")?.value ?? element.value;

/** Nothing but a link: the app never hears of it. */
export const isLink = (element: JsonObject): boolean => {
  const types = objects(element.behaviors).map(({ type }) => type);
  return types.includes("open_url") && !types.includes("callback");
};

export const linkOf = (element: JsonObject): string | undefined => {
  const link = objects(element.behaviors).find(({ type }) => type === "open_url");
  return isObject(link) ? String(link.pc_url || link.default_url) : undefined;
};
