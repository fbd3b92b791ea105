// The fake's operations: what the core does, in memory and without its checks.

import { Problem } from "../problem";
import type {
  AnswerOf,
  Change,
  Deck,
  Message,
  OperationName,
  Profile,
  RequestOf,
  Session,
} from "../types";
import { picture } from "./page";
import * as seed from "./seed";

type Operations = {
  [Name in OperationName]: (request: RequestOf<Name>) => AnswerOf<Name>;
};

const PAGE = 50;

export class Store {
  sessions: Session[];
  trash: Session[] = [];
  profiles: Profile[];
  readonly decks = new Map<string, Deck>();
  readonly messages = new Map<string, Message[]>();
  /** Decks that are shown, by the nonce of their page. */
  readonly pages = new Map<string, Deck>();
  readonly hear = new Set<(change: Change | null) => void>();
  #next = 100_000;
  #sequence = 0;

  constructor(count: number, trashed = 3) {
    this.sessions = seed.sessions(count + trashed);
    this.trash = this.sessions.splice(count);
    this.profiles = seed.PROFILES.map((profile) => ({ ...profile }));
  }

  readonly operations: Operations = {
    list_sessions: (request) => this.#list(request),
    get_session: ({ session_id }) => this.#session(session_id),
    create_session: (request) => {
      const title = request.title?.trim() || "Session 2025-11-24 10:30";
      return this.#add({ ...blank(), title, profile_id: request.profile_id ?? null });
    },
    duplicate_session: ({ session_id }) => {
      const original = this.#session(session_id);
      return this.#add({ ...original, title: `${original.title} (copy)` }, this.#deck(session_id));
    },
    import_session: ({ content, name }) => this.#import(content, name),
    rename_session: (request) => {
      const title = String((request as { title?: string }).title ?? "").trim();
      if (title === "" || title.length > 255) {
        throw problem("invalid", "Titles can have up to 255 characters.");
      }
      const session = this.#change(request.session_id, { title });
      return { session_id: session.session_id, title, updated_at: session.updated_at };
    },
    assign_profile: ({ session_id, profile_id }) => this.#change(session_id, { profile_id }),
    trash_session: ({ session_id }) => {
      this.#session(session_id);
      this.#trash([session_id]);
      return null as never;
    },
    restore_session: ({ session_id }) => {
      this.#restore([session_id]);
      return this.#session(session_id) as never;
    },
    trash_sessions: ({ session_ids }) => {
      const ids = this.#trash(session_ids);
      return { trashed: ids.length, session_ids: ids };
    },
    restore_sessions: ({ session_ids }) => {
      const ids = this.#restore(session_ids);
      return { restored: ids.length, session_ids: ids };
    },
    delete_session: ({ session_id }) => {
      this.#delete([session_id]);
      return null;
    },
    cleanup_sessions: ({ session_ids }) => {
      const ids = this.#delete(session_ids);
      return { deleted: ids.length, session_ids: ids };
    },
    list_messages: ({ session_id, limit, cursor }) => {
      const all = this.#talk(session_id);
      const end = cursor ? Number(cursor) : all.length;
      const start = Math.max(0, end - (limit ?? all.length));
      const next_cursor = start > 0 ? { next_cursor: String(start) } : {};
      return { messages: all.slice(start, end), ...next_cursor };
    },
    append_message: ({ session_id, role, content }) => {
      const message = { message_id: this.#id(), role, content, timestamp: now() };
      this.messages.set(session_id, [...this.#talk(session_id), message]);
      const count = this.#talk(session_id).length;
      this.#touch(session_id, { message_count: count }, "message_appended");
      return message;
    },
    get_slides: ({ session_id }) => ({ session_id, slide_deck: this.#deck(session_id) }),
    put_slides: ({ session_id, deck }) => {
      const revision = (this.#deck(session_id)?.revision ?? 0) + 1;
      const slide_deck = { ...deck, revision, slide_count: deck.slides.length };
      this.decks.set(session_id, slide_deck);
      const has = { slide_count: deck.slides.length, has_slide_deck: true };
      this.#touch(session_id, has, "deck_replaced");
      return { session_id, slide_deck };
    },
    inspect_slides: ({ session_id }) => {
      const slide_count = this.#deck(session_id)?.slides.length ?? 0;
      return {
        slide_count,
        libraries: [
          { address: "https://cdn.jsdelivr.net/npm/chart.js", name: "Chart.js", version: "4.5.0" },
        ],
        missing_libraries: [],
        blocked:
          session_id === seed.idOf(2)
            ? [
                { kind: "picture" as const, address: "https://example.com/logo.png" },
                { kind: "font" as const, address: "https://fonts.example.com/inter.woff2" },
              ]
            : [],
        left_out: [],
        works_offline: session_id !== seed.idOf(2),
      };
    },
    open_preview: ({ session_id }) => {
      const deck = this.#deckOrFail(session_id);
      const nonce = `${this.#next++}`.padStart(64, "0");
      this.pages.set(nonce, deck);
      const slide_count = deck.slides.length;
      return { nonce, revision: deck.revision ?? 1, slide_count, slides_per_page: 100 };
    },
    get_slide_picture: ({ session_id, number }) => {
      this.#deckOrFail(session_id);
      return picture(session_id === seed.idOf(0) ? number - 1 : number + session_id.charCodeAt(35));
    },
    export_session: ({ session_id }) => {
      this.#deckOrFail(session_id);
      return new Blob(["%PDF"], { type: "application/pdf" }) as never;
    },
    list_profiles: () => ({
      profiles: [...this.profiles].sort((a, b) => a.profile_name.localeCompare(b.profile_name)),
    }),
    create_profile: ({ profile_name }) => {
      const profile = { profile_id: this.#next++, profile_name, created_at: now() };
      this.profiles = [...this.profiles, profile];
      this.tell("profiles_changed", null);
      return profile;
    },
    rename_profile: ({ profile_id, profile_name }) => {
      const found = this.profiles.find((profile) => profile.profile_id === profile_id);
      if (found === undefined) {
        throw problem("not_found", "There is no such profile.");
      }
      found.profile_name = profile_name;
      for (const session of [...this.sessions, ...this.trash]) {
        if (session.profile_id === profile_id) {
          session.profile_name = profile_name;
        }
      }
      this.tell("profiles_changed", null);
      return { ...found };
    },
  };

  /** Tells everyone who listens, as the core does. */
  tell(change: Change["change"], session_id: string | null): void {
    const sequence = ++this.#sequence;
    for (const hear of this.hear) {
      hear({ sequence, change, session_id, client: null, progress: null });
    }
  }

  #list(request: RequestOf<"list_sessions">): AnswerOf<"list_sessions"> {
    const { trashed, profile_id, q, cursor, limit } = request;
    const words = q?.trim().toLocaleLowerCase() ?? "";
    const all = (trashed === true ? this.trash : this.sessions)
      .filter((session) => profile_id == null || session.profile_id === profile_id)
      .filter((session) => session.title.toLocaleLowerCase().includes(words))
      .sort((a, b) => b.last_activity.localeCompare(a.last_activity));
    const start = Number(cursor ?? 0);
    const end = start + (limit ?? PAGE);
    const sessions = all.slice(start, end).map((session) => ({ ...session }));
    const next = end < all.length ? { next_cursor: String(end) } : {};
    return { sessions, count: sessions.length, ...next };
  }

  #session(id: string): Session {
    const found = this.sessions.find((session) => session.session_id === id);
    if (found === undefined) {
      throw problem("not_found", GONE);
    }
    return { ...found };
  }

  #deck(id: string): Deck | null {
    const session = this.#session(id);
    if (!this.decks.has(id) && session.has_slide_deck) {
      this.decks.set(id, seed.deck(session.slide_count, session.title));
    }
    return this.decks.get(id) ?? null;
  }

  #deckOrFail(id: string): Deck {
    const deck = this.#deck(id);
    if (deck === null) {
      throw problem("no_deck", "This session has no slides to export yet.");
    }
    return deck;
  }

  #talk(id: string): Message[] {
    const session = this.#session(id);
    const known = this.messages.get(id) ?? seed.messages(session);
    this.messages.set(id, known);
    return known;
  }

  #add(session: Session, deck: Deck | null = null): Session {
    const moment = now();
    const added = { ...session, session_id: this.#id(), created_at: moment };
    added.updated_at = added.last_activity = moment;
    added.profile_name = this.#profileName(added.profile_id);
    this.sessions.unshift(added);
    if (deck !== null) {
      this.decks.set(added.session_id, deck);
    }
    this.tell("session_created", added.session_id);
    return { ...added };
  }

  #import(content: string, name = "Imported.html"): Session {
    if (!/<[a-z]|^\s*[[{]|^#/i.test(content)) {
      throw problem("malformed", `${name} has no slides or messages that Lectern can read.`);
    }
    const title = name.replace(/\.\w+$/, "");
    const has = { slide_count: 3, has_slide_deck: true };
    return this.#add({ ...blank(), title, ...has }, seed.deck(3, title));
  }

  #change(id: string, fields: Partial<Session>): Session {
    const profile =
      fields.profile_id === undefined ? {} : { profile_name: this.#profileName(fields.profile_id) };
    this.#session(id);
    this.sessions = this.sessions.map((session) =>
      session.session_id === id
        ? { ...session, ...fields, ...profile, updated_at: now() }
        : session,
    );
    this.tell("session_updated", id);
    return this.#session(id);
  }

  #touch(id: string, fields: Partial<Session>, change: Change["change"]): void {
    const moment = now();
    this.sessions = this.sessions.map((session) =>
      session.session_id === id
        ? { ...session, ...fields, updated_at: moment, last_activity: moment }
        : session,
    );
    this.tell(change, id);
  }

  #trash(ids: readonly string[]): string[] {
    const wanted = new Set(ids);
    const moved = this.sessions.filter((session) => wanted.has(session.session_id));
    this.sessions = this.sessions.filter((session) => !wanted.has(session.session_id));
    this.trash = [...moved, ...this.trash];
    return this.#told(moved, "session_trashed");
  }

  #restore(ids: readonly string[]): string[] {
    const wanted = new Set(ids);
    const moved = this.trash.filter((session) => wanted.has(session.session_id));
    this.trash = this.trash.filter((session) => !wanted.has(session.session_id));
    this.sessions = [...moved, ...this.sessions];
    return this.#told(moved, "session_created");
  }

  #delete(ids: readonly string[]): string[] {
    const wanted = new Set(ids);
    const gone = [...this.sessions, ...this.trash].filter((one) => wanted.has(one.session_id));
    this.sessions = this.sessions.filter((session) => !wanted.has(session.session_id));
    this.trash = this.trash.filter((session) => !wanted.has(session.session_id));
    return this.#told(gone, "session_deleted");
  }

  #told(sessions: readonly Session[], change: Change["change"]): string[] {
    const ids = sessions.map((session) => session.session_id);
    ids.forEach((id) => this.tell(change, id));
    return ids;
  }

  #profileName(id: number | null): string | null {
    return this.profiles.find((profile) => profile.profile_id === id)?.profile_name ?? null;
  }

  #id(): string {
    return seed.idOf(this.#next++);
  }
}

const GONE =
  "This session no longer exists. It may have been deleted in another window or by the command line.";

function now(): string {
  return new Date().toISOString();
}

function problem(code: Problem["code"], detail: string): Problem {
  return new Problem({ code, title: "It could not be done", detail });
}

function blank(): Session {
  const moment = now();
  return {
    session_id: "",
    title: "",
    created_by: "you",
    visibility: "private",
    profile_id: null,
    profile_name: null,
    created_at: moment,
    updated_at: moment,
    last_activity: moment,
    message_count: 0,
    slide_count: 0,
    has_slide_deck: false,
  };
}
