// The menus of profiles: which are shown, and to which a session belongs.

import type { MenuEntry } from "$components/menu-entry";
import type { Session } from "$lib/backend";
import type { App } from "$lib/state/app.svelte";
import { assignProfile } from "$lib/state/deeds";
import { strings } from "$lib/strings";

const words = strings.library.profile;

/** Gives a session to a profile. */
export function assignEntries(app: App, session: Session): MenuEntry[] {
  const choices = app.library.profiles.map(({ profile_id, profile_name }) => ({
    label: profile_name,
    checked: session.profile_id === profile_id,
    run: () => assignProfile(app, session, profile_id),
  }));
  const none = {
    label: words.none,
    checked: session.profile_id === null,
    run: () => assignProfile(app, session, null),
  };
  const create = {
    label: words.create,
    run: () => ask(app, { profileId: null, assignTo: session.session_id }),
  };
  return [...choices, none, { kind: "separator" }, create];
}

/** Shows one profile's sessions, makes and renames profiles. */
export function filterEntries(app: App): MenuEntry[] {
  const { library } = app;
  const all = {
    label: words.all,
    checked: library.profileId === null,
    run: () => library.filter(null),
  };
  const choices = library.profiles.map(({ profile_id, profile_name }) => ({
    label: profile_name,
    checked: library.profileId === profile_id,
    run: () => library.filter(profile_id),
  }));
  const { profileId, profileName } = library;
  const rename =
    profileId === null || profileName === null
      ? []
      : [{ label: words.rename(profileName), run: () => ask(app, { profileId }) }];
  const create = { label: words.create, run: () => ask(app, { profileId: null }) };
  return [all, ...choices, { kind: "separator" }, create, ...rename];
}

/** Opens the dialog that names a profile; without id, a new one. */
export function ask(app: App, wanted: { profileId: number | null; assignTo?: string }): void {
  app.overlay = { kind: "profile", ...wanted };
}
