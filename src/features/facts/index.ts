import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { editFacts, factsForm, moveStanding, restCustomer, restForm, standingForm } from "./forms.ts";
import { pressEdit, pressRest, pressStanding, submitFacts, submitRest, submitStanding } from "./handlers.ts";

export const facts = defineFeature({
  name: "facts",
  forms: [onSubmit(factsForm, submitFacts), onSubmit(standingForm, submitStanding), onSubmit(restForm, submitRest)],
  actions: [onPress(editFacts, pressEdit), onPress(moveStanding, pressStanding), onPress(restCustomer, pressRest)],
});
