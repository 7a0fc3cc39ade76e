import { DeskError } from "../driver.ts";
import { isObject, type Json, type JsonObject, objects } from "../json.ts";
import { elementsOf, withChildren } from "./blocks/blocks.ts";
import { list } from "./blocks/check.ts";
import { menuOption, optionGroup } from "./blocks/objects.ts";
import type { Deliveries, Taken } from "./deliveries.ts";
import { CannotEnter, enteredState, isStateful, ownOptions, stateOf } from "./entries.ts";
import { actionOf, blocksOf, channelName, containerOf, plain, who } from "./payloads.ts";
import type { Entered, Message, View } from "./records.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { ElementInput, Place, Reaction, ShownOption } from "./screen.ts";
import { messageShape, viewShape } from "./shapes.ts";
import type { Workspace } from "./state.ts";
import type { Triggers } from "./triggers.ts";

export interface Desktop {
  readonly space: Workspace;
  readonly deliveries: Deliveries;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
}

interface Found {
  readonly place: View | Message;
  readonly block: JsonObject;
  readonly element: JsonObject;
}

const DEFAULT_QUERY_LENGTH = 3;
/** Suggested options that are kept: of one element, and of how many elements. */
const MOST_SUGGESTED = 1000;
const MOST_ELEMENTS = 500;

/** What people do with the elements of messages and views. */
export class Interactions {
  readonly #desk: Desktop;
  /** What each person entered into messages, by user and message. */
  readonly #inMessages = new Map<string, Entered>();
  /** Options the app suggested, by user and element: only these can be chosen. */
  readonly #suggested = new Map<string, readonly JsonObject[]>();

  constructor(desk: Desktop) {
    this.#desk = desk;
  }

  /** @throws DeskError when it is not on that person's screen. */
  placeOf(user: string, place: Place): View | Message {
    const { space } = this.#desk;
    mayAct(space, user);
    const found = place.kind === "view" ? space.views.find(place.view) : space.message(place.channel, place.ts);
    const theirs =
      found && ("rootId" in found ? found.user === user : found.onlyFor === undefined || found.onlyFor === user);
    if (!found || !theirs) throw new DeskError("that is no longer there");
    return found;
  }

  #find({ user, place, block_id, action_id, shown: asShown }: Omit<ElementInput, "entry">): Found {
    const there = this.placeOf(user, place);
    const block = withChildren(asShown ?? blocksOf(there)).find((one) => one.block_id === block_id);
    const element = block && elementsOf(block).find((one) => one.action_id === action_id);
    if (!block || !element) throw new DeskError(`there is no ${block_id}/${action_id}`);
    return { place: there, block, element };
  }

  entered(user: string, place: View | Message): Entered {
    return "rootId" in place ? place.entered : (this.#inMessages.get(`${user} ${place.channel} ${place.ts}`) ?? {});
  }

  #remember(user: string, { place, block, element }: Found, state: JsonObject): void {
    const before = this.entered(user, place);
    const blockId = String(block.block_id);
    const after = { ...before, [blockId]: { ...before[blockId], [String(element.action_id)]: state } };
    if ("rootId" in place) {
      place.entered = after;
      const { [blockId]: _, ...errors } = place.errors;
      place.errors = errors;
      this.#desk.space.touch({ kind: place.type === "home" ? "home" : "modals", user });
      return;
    }
    this.#inMessages.set(`${user} ${place.channel} ${place.ts}`, after);
    this.#desk.space.touch({ kind: "message", channel: place.channel, ts: place.ts });
  }

  /** Enters something without sending it, unless the element sends at once. */
  async enter(input: ElementInput): Promise<Reaction> {
    const found = this.#find(input);
    if (found.block.type !== "input" || found.block.dispatch_action === true) return this.act(input);
    this.#remember(input.user, found, this.#stateFor(input, found.element));
    return { outcome: "answered" };
  }

  #stateFor(input: ElementInput, element: JsonObject): JsonObject {
    try {
      return enteredState(element, input.entry, this.#suggested.get(elementKey(input)) ?? []);
    } catch (error) {
      if (error instanceof CannotEnter) throw new DeskError(error.message);
      throw error;
    }
  }

  /** Sends block_actions. */
  async act(input: ElementInput): Promise<Reaction> {
    const { space, deliveries, triggers } = this.#desk;
    const found = this.#find(input);
    const state = this.#stateFor(input, found.element);
    if (isStateful(found.element)) this.#remember(input.user, found, state);
    const { type: _, ...chosen } = state;
    const view = "rootId" in found.place ? found.place : undefined;
    const payload = {
      type: "block_actions",
      ...who(space, input.user),
      container: containerOf(found.place),
      trigger_id: triggers.give({ user: input.user, ...(view && { view: view.id }) }),
      ...this.#where(input.user, found.place),
      actions: [
        actionOf(found.element, { blockId: String(found.block.block_id), state: chosen, ts: space.stamps.next() }),
      ],
    };
    const taken = await deliveries.send({ envelope: "interactive", type: "block_actions", payload });
    return this.reaction(input.user, taken, found.place);
  }

  #where(user: string, place: View | Message): JsonObject {
    const { space, responseUrls } = this.#desk;
    if ("rootId" in place) return { view: viewShape(space, place) };
    const channel = space.channels.get(place.channel);
    if (!channel) throw new DeskError("that channel is gone");
    const state = stateOf(place.blocks, this.entered(user, place));
    return {
      channel: { id: channel.id, name: channelName(channel) },
      // Slack does not hand out the content of messages that it did not keep.
      ...(place.onlyFor === undefined && { message: messageShape(space, place, true) }),
      state: { values: state },
      response_url: responseUrls.give({ user, channel, original: place, threadTs: place.threadTs }),
    };
  }

  /** What the client makes of the app's answer, or of none. */
  reaction(user: string, taken: Taken, place: View | Message): Reaction {
    if (taken.outcome === "answered") return { outcome: "answered" };
    const text = `${this.#desk.space.app.name} didn't respond. Try again. (${taken.error})`;
    const at = "rootId" in place ? {} : { channel: place.channel, ts: place.ts };
    this.#desk.space.touch({ kind: "notice", user, text, ...at });
    return { outcome: taken.outcome, error: taken.error, notice: text };
  }

  async suggest(input: {
    user: string;
    place: Place;
    block_id: string;
    action_id: string;
    query: string;
  }): Promise<readonly ShownOption[]> {
    const { place, element } = this.#find(input);
    const external = element.type === "external_select" || element.type === "multi_external_select";
    if (!external) return matching(element, input.query);
    const least = typeof element.min_query_length === "number" ? element.min_query_length : DEFAULT_QUERY_LENGTH;
    if (input.query.length < least) return [];
    const taken = await this.#ask(input, place);
    if (taken.outcome !== "answered" || !validOptions(taken.response)) {
      if (taken.outcome === "answered")
        this.reaction(input.user, { outcome: "failed", error: "invalid_options" }, place);
      return [];
    }
    const groups = objects(taken.response.option_groups);
    const offered = [...objects(taken.response.options), ...groups.flatMap((group) => objects(group.options))];
    this.#keepSuggested(elementKey(input), offered);
    return shownOptions({ options: taken.response.options, option_groups: taken.response.option_groups });
  }

  /** The newest alone: what was suggested long ago is on nobody's screen. */
  #keepSuggested(key: string, offered: readonly JsonObject[]): void {
    const kept = [...(this.#suggested.get(key) ?? []), ...offered].slice(-MOST_SUGGESTED);
    this.#suggested.delete(key);
    this.#suggested.set(key, kept);
    for (const oldest of this.#suggested.keys()) {
      if (this.#suggested.size <= MOST_ELEMENTS) break;
      this.#suggested.delete(oldest);
    }
  }

  #ask(
    input: { user: string; block_id: string; action_id: string; query: string },
    place: View | Message,
  ): Promise<Taken> {
    const { space, deliveries } = this.#desk;
    const { state: _, response_url: _url, ...where } = this.#where(input.user, place);
    return deliveries.send({
      envelope: "options",
      type: "block_suggestion",
      payload: {
        type: "block_suggestion",
        ...who(space, input.user),
        container: containerOf(place),
        ...where,
        action_id: input.action_id,
        block_id: input.block_id,
        value: input.query,
      },
    });
  }
}

/** @throws DeskError for those whom an admin has shut out. */
export const mayAct = (space: Workspace, user: string): void => {
  if (space.users.get(user)?.deactivated) throw new DeskError("this account has been deactivated");
};

const elementKey = (input: Pick<ElementInput, "user" | "place" | "block_id" | "action_id">): string => {
  const place = input.place.kind === "view" ? input.place.view : `${input.place.channel} ${input.place.ts}`;
  return [input.user, place, input.block_id, input.action_id].join(" ");
};

const validOptions = (response: JsonObject): boolean => {
  const problems = { surface: "modal" as const, problems: [] };
  const { options, option_groups: groups } = response;
  if ((options === undefined) === (groups === undefined)) return false;
  if (options !== undefined) list(menuOption, { max: 100 })(options, "/options", problems);
  if (groups !== undefined) list(optionGroup, { max: 100 })(groups, "/option_groups", problems);
  return problems.problems.length === 0;
};

const shown = (option: JsonObject, group?: string): ShownOption => ({
  text: plain(option.text),
  value: String(option.value ?? ""),
  ...(isObject(option.description) && { description: plain(option.description) }),
  ...(group !== undefined && { group }),
});

/** The options of an element or of an answer, in order, with the headings they stand under. */
export const shownOptions = (from: {
  options?: Json | undefined;
  option_groups?: Json | undefined;
}): readonly ShownOption[] => [
  ...objects(from.options).map((option) => shown(option)),
  ...objects(from.option_groups).flatMap((group) =>
    objects(group.options).map((option) => shown(option, plain(group.label))),
  ),
];

const matching = (element: JsonObject, query: string): readonly ShownOption[] =>
  (ownOptions(element).length > 0 ? shownOptions(element) : []).filter((option) =>
    option.text.toLowerCase().includes(query.toLowerCase()),
  );
