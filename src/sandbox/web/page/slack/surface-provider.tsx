import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isObject, type JsonObject } from "../../../json.ts";
import type { Entry, Place, StateValues } from "../../../slack/screen.ts";
import type { Question } from "../session.ts";
import { inputsOf } from "./fields.ts";
import { placeKey, type SlackSession } from "./session.ts";
import { type Surface, SurfaceContext } from "./surface.ts";
import { TextObject, words } from "./text/text-object.tsx";

const draftKey = (blockId: string, actionId: string): string => `${blockId}\u0000${actionId}`;

/** What was typed and picked on a surface and not handed over yet. */
export class Drafts {
  readonly #entries = new Map<string, Entry>();

  get(blockId: string, actionId: string): Entry | undefined {
    return this.#entries.get(draftKey(blockId, actionId));
  }
  set(blockId: string, actionId: string, entry: Entry): void {
    this.#entries.set(draftKey(blockId, actionId), entry);
  }
  drop(blockId: string, actionId: string): void {
    this.#entries.delete(draftKey(blockId, actionId));
  }
  /** Forgets what belongs to fields that are gone. */
  keepOnly(blocks: readonly JsonObject[]): void {
    const there = new Set(inputsOf(blocks).map(({ block, element }) => draftKey(block, String(element.action_id))));
    for (const key of this.#entries.keys()) if (!there.has(key)) this.#entries.delete(key);
  }
  get all(): readonly { readonly block_id: string; readonly action_id: string; readonly entry: Entry }[] {
    return [...this.#entries].map(([key, entry]) => {
      const [block_id = "", action_id = ""] = key.split("\u0000");
      return { block_id, action_id, entry };
    });
  }
}

interface Props {
  readonly session: SlackSession;
  readonly place: Place;
  readonly blocks: readonly JsonObject[];
  readonly state: StateValues;
  readonly errors?: Readonly<Record<string, string>>;
  readonly drafts?: Drafts;
  readonly children: ComponentChildren;
}

const NONE = {};

/** Connects the elements within it to the person's session. */
export function SurfaceProvider({ session, place, blocks, state, errors = NONE, drafts: given, children }: Props) {
  const own = useRef<Drafts | undefined>(undefined);
  own.current ??= given ?? new Drafts();
  const drafts = own.current;
  const [turn, setTurn] = useState(0);
  const again = (): void => setTurn((one) => one + 1);
  const where = placeKey(place);
  useEffect(() => drafts.keepOnly(blocks), [drafts, blocks]);

  const act = async (blockId: string, element: JsonObject, entry?: Entry): Promise<void> => {
    const actionId = String(element.action_id);
    const ids = { block_id: blockId, action_id: actionId };
    if (session.pending.has(`${where}:${blockId}:${actionId}`)) return;
    if (isObject(element.confirm) && !(await session.ask(questionIn(element.confirm)))) return again();
    if (entry !== undefined) drafts.set(blockId, actionId, entry);
    again();
    await handOver({ session, place, drafts }, ids);
    const inInput = inputsOf(blocks).some((one) => one.block === blockId && one.inInput);
    const action = { place, ...ids, ...(entry === undefined ? {} : { entry }) };
    await session.do(inInput ? { type: "enter", ...action } : { type: "act", ...action }, {
      key: `${where}:${blockId}:${actionId}`,
      where,
    });
    drafts.drop(blockId, actionId);
    again();
    keepFocusOn(place);
  };

  const surface = useMemo<Surface>(
    () => ({
      place,
      state,
      errors,
      draft: (blockId, actionId) => drafts.get(blockId, actionId),
      change: (blockId, element, entry) => {
        drafts.set(blockId, String(element.action_id), entry);
        again();
      },
      act: (blockId, element, entry) => void act(blockId, element, entry),
      isPending: (blockId, actionId) => session.pending.has(`${where}:${blockId}:${actionId}`),
      suggest: (block_id, action_id, query) => session.suggest(place, { block_id, action_id }, query),
      upload: (files) => session.upload(files, where),
    }),
    [where, state, errors, turn, blocks, session.pending.size],
  );
  return <SurfaceContext.Provider value={surface}>{children}</SurfaceContext.Provider>;
}

/** A confirm object as what it asks. */
const questionIn = (confirm: JsonObject): Question => ({
  title: words(confirm.title),
  text: <TextObject value={confirm.text} />,
  yes: words(confirm.confirm),
  no: words(confirm.deny),
  danger: confirm.style === "danger",
});

/** When the answer took away the button that had the focus, the message itself gets it. */
const keepFocusOn = (place: Place): void => {
  if (place.kind !== "message" || document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>(`.message[data-ts="${CSS.escape(place.ts)}"]`)?.focus();
};

/** What was typed elsewhere on the surface goes along, as Slack's `state.values` has it. */
const handOver = async (
  { session, place, drafts }: { readonly session: SlackSession; readonly place: Place; readonly drafts: Drafts },
  except: { readonly block_id: string; readonly action_id: string },
): Promise<void> => {
  if (place.kind !== "view") return;
  for (const { entry, ...ids } of drafts.all) {
    if (ids.block_id === except.block_id && ids.action_id === except.action_id) continue;
    await session.keep({ type: "enter", place, ...ids, entry });
  }
};
