import { Refusal } from "../core/refusal.ts";
import { unreadableCard } from "./answers.ts";
import type { Ctx, FilesHandler, Outcome } from "./feature.ts";
import type { UploadedFile } from "./form.ts";
import type { KernelOptions } from "./kernel-options.ts";
import { inBothLanguages } from "./kernel-texts.ts";
import { PortError, type SayArrival } from "./port.ts";
import type { Registry } from "./registry.ts";
import { commandOf, visible } from "./typed.ts";

/**
 * What files that somebody dropped come to: the answer of the feature that reads such files, or else what can be read.
 * Undefined when it is the words beside them that ask for something.
 */
export const filesGiven = async (
  options: Pick<KernelOptions, "log">,
  { files: handlers, commands }: Registry,
  { arrival, ctx }: { readonly arrival: SayArrival; readonly ctx: Ctx },
): Promise<Outcome | undefined> => {
  const { files = [], text, place } = arrival;
  const [first] = files;
  if (!first || place.kind !== "direct" || commandOf(text, commands)) return undefined;
  const handler = handlers.find(({ endings }) => files.some(({ name }) => endings.includes(endingOf(name))));
  if (handler)
    return handler.given(
      ctx,
      files.map((file) => refusing(file, options)),
    );
  return { show: unreadableCard(ctx.language, visible(first.name), endingsOf(handlers)) };
};

const endingOf = (name: string): string => (name.includes(".") ? (name.split(".").at(-1) ?? "").toLowerCase() : "");

const endingsOf = (handlers: readonly FilesHandler[]): readonly string[] => handlers.flatMap(({ endings }) => endings);

/** What the platform does not hand out is no fault of ours to apologize for: the person reads what they can do. */
const refusing = (file: UploadedFile, { log }: Pick<KernelOptions, "log">): UploadedFile => ({
  ...file,
  name: visible(file.name),
  read: (most) =>
    file.read(most).catch((error: unknown) => {
      if (!(error instanceof PortError)) throw error;
      log.warn({ err: error, remedy: error.remedy }, "A file that was given could not be fetched");
      throw new Refusal(inBothLanguages(reasonOf(error)));
    }),
});

const reasonOf = ({ failure }: PortError) => {
  if (failure === "forbidden") return "fileForbidden";
  return failure === "gone" ? "fileGone" : "fileNotFetched";
};
