import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { shareCustomer, shareForm } from "./forms.ts";
import { pressShare, submitShare } from "./handlers.ts";

export const sharing = defineFeature({
  name: "sharing",
  forms: [onSubmit(shareForm, submitShare)],
  actions: [onPress(shareCustomer, pressShare)],
});
