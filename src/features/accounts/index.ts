import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { linkMember, unlinkMember, unlinkOwn } from "./cards.ts";
import { linkForm } from "./forms.ts";
import { linkCommand, pressLinkMember, pressUnlinkMember, pressUnlinkOwn, submitLink } from "./handlers.ts";

/** One person on several platforms. What strangers with a code say, the feature that answers strangers hands on. */
export const accounts = defineFeature({
  name: "accounts",
  commands: [
    {
      name: "link",
      aliases: ["绑定"],
      about: { en: "Link your account on another chat platform", zh: "绑定你在另一个平台上的账号" },
      hint: { en: "[code]", zh: "[绑定码]" },
      example: { en: "/link K7M2-9QXA", zh: "绑定 K7M2-9QXA" },
      run: linkCommand,
    },
  ],
  forms: [onSubmit(linkForm, submitLink)],
  actions: [
    onPress(unlinkOwn, pressUnlinkOwn),
    onPress(linkMember, pressLinkMember),
    onPress(unlinkMember, pressUnlinkMember),
  ],
});
