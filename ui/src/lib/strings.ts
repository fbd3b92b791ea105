// Every word that the page shows, in one typed dictionary. Sentences that come
// from Lectern itself are not here.

import { commands } from "./strings/commands";
import { conversation } from "./strings/conversation";
import { exporting } from "./strings/exporting";
import { library } from "./strings/library";
import { problems } from "./strings/problems";
import { settings } from "./strings/settings";
import { stage } from "./strings/stage";

export const strings = {
  commands,
  conversation,
  exporting,
  library,
  problems,
  settings,
  stage,
} as const;
