import { isObject, type JsonObject, objects } from "../json.ts";
import { elementsOf, withChildren } from "./blocks/blocks.ts";
import { freshId, opaque } from "./ids.ts";
import type { Entered, View } from "./records.ts";

export const DEEPEST_STACK = 3;

/** The modals each person has open, and their home pages. */
export class Views {
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();

  stack(user: string): readonly View[] {
    return this.#stacks.get(user) ?? [];
  }

  top(user: string): View | undefined {
    return this.stack(user).at(-1);
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  /** Any view on anyone's screen. */
  find(id: string): View | undefined {
    return this.#all().find((view) => view.id === id);
  }

  withExternalId(externalId: string): View | undefined {
    return this.#all().find((view) => view.body.external_id === externalId);
  }

  #all(): readonly View[] {
    return [...[...this.#stacks.values()].flat(), ...this.#homes.values()];
  }

  /** A new modal in place of whatever was open. */
  open(user: string, body: JsonObject): View {
    const view = make({ user, body, type: "modal", under: undefined });
    this.#stacks.set(user, [view]);
    return view;
  }

  /** A new modal on top. */
  push(user: string, body: JsonObject): View {
    const view = make({ user, body, type: "modal", under: this.top(user) });
    this.#stacks.set(user, [...this.stack(user), view]);
    return view;
  }

  publish(user: string, body: JsonObject): View {
    const known = this.#homes.get(user);
    if (known) {
      this.replace(known, body);
      return known;
    }
    const view = make({ user, body, type: "home", under: undefined });
    this.#homes.set(user, view);
    return view;
  }

  /** New content; what was entered stays where block_id, action_id and kind of element are the same. */
  replace(view: View, body: JsonObject): void {
    const filled = withIds(body);
    view.body = filled;
    view.entered = kept(view.entered, objects(filled.blocks));
    view.hash = hash();
    view.errors = {};
    view.notice = null;
    view.busy = false;
  }

  /** Takes the view away, and what lay on top of it. */
  close(view: View): void {
    const stack = this.stack(view.user);
    const at = stack.indexOf(view);
    if (at >= 0) this.#stacks.set(view.user, stack.slice(0, at));
  }

  clear(user: string): void {
    this.#stacks.delete(user);
  }
}

const hash = (): string => `${freshId("").slice(0, 10)}.${opaque(8)}`;

const make = ({
  user,
  body,
  type,
  under,
}: {
  user: string;
  body: JsonObject;
  type: View["type"];
  under: View | undefined;
}): View => {
  const id = freshId("V");
  return {
    id,
    type,
    user,
    rootId: under?.rootId ?? id,
    previousId: under?.id ?? null,
    hash: hash(),
    body: withIds(body),
    entered: {},
    errors: {},
    busy: false,
    notice: null,
  };
};

const kept = (entered: Entered, blocks: readonly JsonObject[]): Entered => {
  const next: Entered = {};
  for (const block of withChildren(blocks)) {
    const old = typeof block.block_id === "string" ? entered[block.block_id] : undefined;
    if (!old) continue;
    for (const element of elementsOf(block)) {
      const state = typeof element.action_id === "string" ? old[element.action_id] : undefined;
      if (!state || state.type !== element.type) continue;
      next[String(block.block_id)] = { ...next[String(block.block_id)], [String(element.action_id)]: state };
    }
  }
  return next;
};

const elementWithId = (element: JsonObject): JsonObject =>
  typeof element.action_id === "string" ||
  element.type === "image" ||
  element.type === "plain_text" ||
  element.type === "mrkdwn"
    ? element
    : { ...element, action_id: opaque(5) };

const blockWithIds = (block: JsonObject): JsonObject => {
  const withId = { ...block, block_id: block.block_id ?? opaque(5) };
  return {
    ...withId,
    ...(isObject(block.element) && { element: elementWithId(block.element) }),
    ...(isObject(block.accessory) && { accessory: elementWithId(block.accessory) }),
    ...((block.type === "actions" || block.type === "context_actions") && {
      elements: objects(block.elements).map(elementWithId),
    }),
    ...(block.type === "carousel" && { elements: objects(block.elements).map(blockWithIds) }),
    ...(block.type === "card" && block.actions !== undefined && { actions: objects(block.actions).map(elementWithId) }),
    ...(block.child_blocks !== undefined && { child_blocks: objects(block.child_blocks).map(blockWithIds) }),
  };
};

/** Blocks as Slack gives them back: every block and element has an id. */
export const blocksWithIds = (blocks: readonly JsonObject[]): readonly JsonObject[] => blocks.map(blockWithIds);

const withIds = (body: JsonObject): JsonObject => ({ ...body, blocks: blocksWithIds(objects(body.blocks)) });
