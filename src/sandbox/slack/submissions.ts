import { DeskError } from "../driver.ts";
import { isObject, type JsonObject, objects } from "../json.ts";
import { initialState, isEmpty } from "./entries.ts";
import { type Desktop, type Interactions, mayAct } from "./interactions.ts";
import { channelName, who } from "./payloads.ts";
import type { View } from "./records.ts";
import type { Entry, Reaction } from "./screen.ts";
import { viewShape } from "./shapes.ts";
import { DEEPEST_STACK } from "./views.ts";
import { SlackError } from "./web-api/error.ts";
import { checkedView } from "./web-api/views.ts";

const TROUBLE = "We had some trouble connecting. Try again?";
type Values = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** Sending and closing modals, and what the app's answer makes of them. */
export class Submissions {
  readonly #desk: Desktop;
  readonly #interactions: Interactions;

  constructor(desk: Desktop, interactions: Interactions) {
    this.#desk = desk;
    this.#interactions = interactions;
  }

  #modal(user: string, id: string): View {
    mayAct(this.#desk.space, user);
    const view = this.#desk.space.views.stack(user).find((one) => one.id === id);
    if (!view) throw new DeskError("that form is no longer open");
    return view;
  }

  async submit({ user, view: id, values = {} }: { user: string; view: string; values?: Values }): Promise<Reaction> {
    const view = this.#modal(user, id);
    if (view.busy) throw new DeskError("this form is just being sent");
    if (!isObject(view.body.submit)) throw new DeskError("this form has nothing to submit");
    for (const [block_id, actions] of Object.entries(values))
      for (const [action_id, entry] of Object.entries(actions))
        await this.#interactions.enter({ user, place: { kind: "view", view: id }, block_id, action_id, entry });
    view.errors = clientErrors(view);
    if (Object.keys(view.errors).length > 0) {
      this.#changed(view);
      return { outcome: "failed", error: "invalid_fields", notice: Object.values(view.errors).join(" ") };
    }
    view.busy = true;
    view.notice = null;
    this.#changed(view);
    return this.#send(view);
  }

  async #send(view: View): Promise<Reaction> {
    const { space, deliveries, triggers } = this.#desk;
    const taken = await deliveries.send({
      envelope: "interactive",
      type: "view_submission",
      payload: {
        type: "view_submission",
        ...who(space, view.user),
        trigger_id: triggers.give({ user: view.user, view: view.id }),
        view: viewShape(space, view),
        response_urls: this.#responseUrls(view),
      },
    });
    view.busy = false;
    if (taken.outcome !== "answered") return this.#trouble(view, taken);
    try {
      this.#obey(view, taken.response);
      return { outcome: "answered" };
    } catch (error) {
      if (error instanceof SlackError) return this.#trouble(view, { outcome: "failed", error: error.message });
      throw error;
    }
  }

  #trouble(view: View, { outcome, error }: { outcome: "late" | "failed"; error: string }): Reaction {
    view.notice = TROUBLE;
    this.#changed(view);
    return { outcome, error, notice: TROUBLE };
  }

  /** @throws SlackError when the answer is none that Slack knows. */
  #obey(view: View, response: JsonObject): void {
    const { space } = this.#desk;
    const { views } = space;
    const action = response.response_action;
    if (action === undefined) views.close(view);
    else if (action === "clear") views.clear(view.user);
    else if (action === "errors") view.errors = knownErrors(view, response.errors);
    else if (action === "update" && isObject(response.view)) views.replace(view, checkedView(response.view, "modal"));
    else if (action === "push" && isObject(response.view)) {
      if (views.stack(view.user).length >= DEEPEST_STACK) throw new SlackError("push_limit_reached");
      views.push(view.user, checkedView(response.view, "modal"));
    } else throw new SlackError("invalid_response_action");
    this.#changed(view);
  }

  #changed(view: View): void {
    this.#desk.space.touch({ kind: "modals", user: view.user });
  }

  /** For conversation selects with response_url_enabled. */
  #responseUrls(view: View): readonly JsonObject[] {
    const { space, responseUrls } = this.#desk;
    return objects(view.body.blocks).flatMap((block) => {
      const element = isObject(block.element) ? block.element : {};
      if (element.response_url_enabled !== true) return [];
      const state = stateIn(view, block);
      const channel = space.channels.get(String(state.selected_conversation ?? state.selected_channel));
      if (!channel) return [];
      const url = responseUrls.give({ user: view.user, channel });
      return [
        {
          block_id: block.block_id,
          action_id: element.action_id,
          channel_id: channel.id,
          channel_name: channelName(channel),
          response_url: url,
        },
      ];
    });
  }

  async close({ user, view: id, all = false }: { user: string; view: string; all?: boolean }): Promise<Reaction> {
    const { space, deliveries } = this.#desk;
    const view = this.#modal(user, id);
    const cleared = all || view.body.clear_on_close === true;
    const told = (cleared ? space.views.stack(user) : [view]).filter((one) => one.body.notify_on_close === true);
    if (cleared) space.views.clear(user);
    else space.views.close(view);
    this.#changed(view);
    for (const one of told) {
      const payload = { type: "view_closed", ...who(space, user), view: viewShape(space, one), is_cleared: cleared };
      await deliveries.send({ envelope: "interactive", type: "view_closed", payload });
    }
    return { outcome: "answered" };
  }
}

const stateIn = (view: View, block: JsonObject): JsonObject => {
  const element = isObject(block.element) ? block.element : {};
  return view.entered[String(block.block_id)]?.[String(element.action_id)] ?? initialState(element);
};

const knownErrors = (view: View, errors: unknown): Record<string, string> => {
  const inputs = new Set(
    objects(view.body.blocks)
      .filter((block) => block.type === "input")
      .map((block) => block.block_id),
  );
  const given = isObject(errors) ? Object.entries(errors) : [];
  if (given.length === 0 || given.some(([block, text]) => !inputs.has(block) || typeof text !== "string"))
    throw new SlackError("invalid_errors");
  return Object.fromEntries(given.map(([block, text]) => [block, String(text)]));
};

const CHECKS: Readonly<Record<string, (value: string, element: JsonObject) => string | undefined>> = {
  email_text_input: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : "Enter a valid email address."),
  url_text_input: (value) => (URL.canParse(value) ? undefined : "Enter a valid URL."),
  number_input: (value, element) => {
    const number = Number(value);
    if (value.trim() === "" || !Number.isFinite(number)) return "Enter a number.";
    if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return "Enter a whole number.";
    if (element.min_value !== undefined && number < Number(element.min_value))
      return `Enter ${String(element.min_value)} or more.`;
    if (element.max_value !== undefined && number > Number(element.max_value))
      return `Enter ${String(element.max_value)} or less.`;
    return undefined;
  },
  plain_text_input: (value, element) => {
    const most = typeof element.max_length === "number" ? element.max_length : 3000;
    if (typeof element.min_length === "number" && value.length < element.min_length)
      return `Enter at least ${element.min_length} characters.`;
    return value.length > most ? `Enter at most ${most} characters.` : undefined;
  },
};

/** What Slack's client itself refuses before anything is sent, by block_id. */
const clientErrors = (view: View): Record<string, string> => {
  const errors: Record<string, string> = {};
  for (const block of objects(view.body.blocks)) {
    if (block.type !== "input" || !isObject(block.element)) continue;
    const state = stateIn(view, block);
    const empty = isEmpty(state);
    const wrong =
      typeof state.value === "string" ? CHECKS[String(block.element.type)]?.(state.value, block.element) : undefined;
    if (empty && block.optional !== true) errors[String(block.block_id)] = "Please complete this required field.";
    else if (!empty && wrong !== undefined) errors[String(block.block_id)] = wrong;
  }
  return errors;
};
