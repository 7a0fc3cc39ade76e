import * as answers from "../../../src/chat/answers.ts";
import { reopenCardFor } from "../../../src/chat/drawing.ts";
import { inBothLanguages } from "../../../src/chat/kernel-texts.ts";
import { features } from "../../../src/features/index.ts";
import type { Scene, Scenes } from "./world.ts";

const commands = features.flatMap((feature) => feature.commands ?? []);
const REFERENCE = "7Q3F-9K2D";

/** What the bot says for itself, whatever is asked of it. */
const kernelScene: Scene = (language) => {
  const [form] = features
    .flatMap((feature) => feature.forms ?? [])
    .filter(({ form: { id } }) => id === "activities.log");
  if (!form) throw new Error("There is no form activities.log any more; choose another.");
  const params = JSON.stringify(form.form.sample);
  const content = form.form.build(language, form.form.sample);
  const shown = { formId: form.form.id, params, language, content, values: { notes: { text: "王总" } }, errors: {} };
  return {
    waitingCard: answers.waitingCard(language),
    busyCard: answers.busyCard(language),
    oldButtonCard: answers.oldButtonCard(language),
    closedCard: answers.closedCard(language),
    withheldHomeCard: answers.withheldHomeCard(language),
    apologyCard: answers.apologyCard(language, REFERENCE, false),
    "apologyCard, no database": answers.apologyCard(language, REFERENCE, true),
    reopenCard: reopenCardFor(shown),
    "reopenCard, too much to carry": reopenCardFor({ ...shown, values: { notes: { text: "很长".repeat(1_000) } } }),
    unreadableCard: answers.unreadableCard(language, "照片.png", ["xlsx", "csv"]),
    "unreadableCard, nothing reads files": answers.unreadableCard(language, "照片.png", []),
    refusalCard: answers.refusalCard(inBothLanguages("fileForbidden"), language),
    "refusalCard, a short one": answers.refusalCard(inBothLanguages("optionGone"), language),
    helpCard: answers.helpCard(language, commands),
    "helpCard, not understood": answers.helpCard(
      language,
      commands,
      "帮我看看上个月华信一共给了多少钱好不好，谢谢你了，辛苦",
    ),
  };
};

export const kernelScenes: Scenes = { kernel: kernelScene };
