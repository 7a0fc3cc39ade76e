import { z } from "zod";
import type { Choice, Field } from "../../chat/form.ts";
import type { Inbound, RawValue, ShownForm } from "../../chat/port.ts";
import { newId } from "../../core/ids.ts";
import { within } from "../../core/time-limit.ts";
import type { Api } from "./api.ts";
import type { Directory } from "./directory.ts";
import { isFrom } from "./files.ts";
import type { CarriedForm, Origin } from "./origin.ts";
import type { People } from "./people.ts";
import type { Scene } from "./scene.ts";
import { fileValue } from "./values.ts";

/** Milliseconds that everything around a form may take to be found. */
const PATIENCE = 700;
const RECENT_FILES = 20;

export interface Surroundings {
  readonly origin: Origin;
  /** What stands in the search boxes, when the form has been on the screen. */
  readonly queries?: Readonly<Record<string, string>>;
  /** What the form carried along, when it has been on the screen. */
  readonly before?: CarriedForm | undefined;
  /** It has not been handed in since: sent from either drawing it is one submit. */
  readonly same?: boolean;
}

interface SceneParts {
  readonly api: Api;
  readonly people: People;
  readonly directory: Directory;
  readonly inbound: () => Inbound;
}

/** Finds what a form offers to pick from: Feishu lets nobody search while they type, so it must all be there. */
export class Scenes {
  readonly #parts: SceneParts;

  constructor(parts: SceneParts) {
    this.#parts = parts;
  }

  /** The form with the labels of what is chosen in it, and what surrounds it. Never rejects. */
  async around(form: ShownForm, given: Surroundings): Promise<{ form: ShownForm; scene: Scene }> {
    const { origin, queries = {} } = given;
    const fields = Object.entries(form.content.fields);
    const bare: Scene = {
      instance: (given.same && given.before?.instance) || newId(),
      origin,
      zone: this.#parts.people.zoneOf(origin.user),
      queries,
      found: {},
      files: [],
      places: [],
      colleagues: [],
    };
    const has = (kind: Field["kind"]) => fields.some(([, field]) => field.kind === kind);
    const { directory } = this.#parts;
    const [found, files, places, colleagues] = await Promise.all([
      Promise.all(
        fields.filter(isSearched).map(async ([name]) => [name, await this.#search(form, name, given)] as const),
      ),
      has("file") ? this.#inTime(this.#files(origin, fields)) : [],
      has("place") ? this.#inTime(directory.groups()) : [],
      has("people") ? this.#inTime(directory.colleagues()) : [],
    ]);
    const scene = { ...bare, found: Object.fromEntries(found), files, places, colleagues };
    return { form: { ...form, values: await this.#labelled(form, scene, given) }, scene };
  }

  async #inTime(work: Promise<readonly Choice[]>): Promise<readonly Choice[]> {
    const safe = work.catch((error: unknown): readonly Choice[] => {
      this.#parts.api.log.warn({ err: error }, "Not found what a form offers to pick from");
      return [];
    });
    return within(PATIENCE, safe, []);
  }

  async #search(form: ShownForm, field: string, { origin, queries }: Surroundings): Promise<readonly Choice[]> {
    return this.#inTime(this.#find(form, { field, typed: queries?.[field] ?? "", origin }));
  }

  #find(
    opening: ShownForm,
    { field, typed, origin }: { field: string; typed: string; origin: Origin },
  ): Promise<readonly Choice[]> {
    const { place, user } = origin;
    const { formId, params } = opening;
    return this.#parts.inbound().search({
      id: `feishu:search:${newId()}`,
      identity: { platform: "feishu", workspace: place.workspace, user },
      place,
      receivedAt: this.#parts.api.clock.now(),
      formId,
      params,
      field,
      typed,
      opening,
    });
  }

  /** Of what was chosen from the options only values came back: the labels are those it was chosen by. */
  async #labelled(form: ShownForm, scene: Scene, given: Surroundings): Promise<Record<string, RawValue>> {
    const values: Record<string, RawValue> = { ...form.values };
    for (const [name] of Object.entries(form.content.fields).filter(isSearched)) {
      const value = values[name];
      if (!value || !("choices" in value)) continue;
      const bare = value.choices.filter((choice) => choice.label === choice.value);
      const known = scene.found[name] ?? [];
      const missing = bare.some(({ value: id }) => !known.some((one) => one.value === id));
      const typed = given.before?.queries[name] ?? "";
      const then = missing ? await this.#inTime(this.#find(form, { field: name, typed, origin: given.origin })) : [];
      const labelOf = ({ value: id, label }: Choice) =>
        [...known, ...then].find((one) => one.value === id)?.label ?? label;
      values[name] = { choices: value.choices.map((choice) => ({ value: choice.value, label: labelOf(choice) })) };
    }
    return values;
  }

  /** Files the person has sent to the bot, newest first. */
  async #files({ place, user }: Origin, fields: readonly (readonly [string, Field])[]): Promise<readonly Choice[]> {
    const { api, people } = this.#parts;
    const chat = place.kind === "direct" && place.place.startsWith("oc_") ? place.place : people.chatWith(user);
    if (!chat) return [];
    const accept = fields.flatMap(([, field]) => (field.kind === "file" ? field.accept : []));
    const list = await api.call("Looking for files", (client) =>
      client.im.v1.message.list({
        params: { container_id_type: "chat", container_id: chat, sort_type: "ByCreateTimeDesc", page_size: 50 },
      }),
    );
    return (list?.items ?? [])
      .filter((message) => message.msg_type === "file" && !message.deleted && isFrom(message, user))
      .flatMap(({ message_id: message, body }) => {
        const file = fileIn(body?.content);
        if (!message || !file || !accept.some((ending) => file.file_name.toLowerCase().endsWith(`.${ending}`)))
          return [];
        const { file_key: key, file_name: name } = file;
        return [{ value: fileValue({ message, key, name }), label: name }];
      })
      .slice(0, RECENT_FILES);
  }
}

const isSearched = ([, field]: readonly [string, Field]): boolean => "search" in field && field.search !== undefined;

const sentFile = z.object({ file_key: z.string(), file_name: z.string() });
const fileIn = (content: string | undefined) => {
  try {
    return sentFile.safeParse(JSON.parse(content ?? "")).data;
  } catch {
    return undefined;
  }
};
