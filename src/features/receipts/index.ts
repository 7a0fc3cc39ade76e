import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { confirmReceipt, refuseReceipt } from "../pipeline/public.ts";
import { confirmForm, refuseForm } from "./forms.ts";
import { pressConfirm, pressRefuse, submitConfirm, submitRefuse } from "./handlers.ts";

/** Finance confirms that the money of a deal at 90 % is in, or sends the deal back. */
export const receipts = defineFeature({
  name: "receipts",
  forms: [onSubmit(confirmForm, submitConfirm), onSubmit(refuseForm, submitRefuse)],
  actions: [onPress(confirmReceipt, pressConfirm), onPress(refuseReceipt, pressRefuse)],
});
