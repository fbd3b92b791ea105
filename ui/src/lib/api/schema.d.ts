// Made by `npm run generate` from src-tauri/http/openapi.json. Do not edit.

export interface paths {
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hears what changes.
         * @description Server-sent events. Each has the event's `sequence` as its id, its `change` as its name, and the event (schema `Event`) as JSON for its data. The event `reset` says that others were lost: read anew what you show, as after every new connection. `x-lectern-client` names the client whose own changes an event tells.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads this document. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the profiles. */
        get: operations["list_profiles"];
        put?: never;
        /** Makes a profile. */
        post: operations["create_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profiles/{profile_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Renames a profile. */
        patch: operations["rename_profile"];
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the user's sessions and those without owner. */
        get: operations["list_sessions"];
        put?: never;
        /** Makes a session. */
        post: operations["create_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/cleanup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes several sessions for good. */
        post: operations["cleanup_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a session from an HTML or JSON file. */
        post: operations["import_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings several sessions back from the trash. */
        post: operations["restore_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves several sessions to the trash. */
        post: operations["trash_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a session. */
        get: operations["get_session"];
        put?: never;
        post?: never;
        /** Deletes a session for good. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        /** Renames a session. */
        patch: operations["rename_session"];
        trace?: never;
    };
    "/api/sessions/{session_id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copies a session, with its conversation and deck. */
        post: operations["duplicate_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exports a session's deck as a file. */
        post: operations["export_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a session's conversation. */
        get: operations["list_messages"];
        put?: never;
        /** Adds a message to a session's conversation. */
        post: operations["append_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a session's deck to be looked at. */
        post: operations["open_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a session into a profile, or into none. */
        put: operations["assign_profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a session back from the trash. */
        post: operations["restore_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/slides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a session's deck. */
        get: operations["get_slides"];
        /** Puts a deck in the place of the session's deck. */
        put: operations["put_slides"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/slides/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what a session's deck needs from outside, and what was left out of it. */
        get: operations["inspect_slides"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/slides/{number}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a small picture of a slide. */
        get: operations["get_slide_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves a session to the trash. */
        post: operations["trash_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Adds a message to a conversation. */
        AppendMessage: {
            /** @description `user`, `assistant`, `system` or `tool`. */
            role: components["schemas"]["Role"];
            /** @description The text. */
            content: string;
        };
        /** @description Puts a session into a profile. */
        AssignProfile: {
            /**
             * Format: int64
             * @description A profile that there is; `null` for none.
             */
            profile_id: number | null;
        };
        /** @description Something that became a picture. */
        BecamePicture: {
            /** @description What it was. */
            what: components["schemas"]["PictureCause"];
            /**
             * Format: double
             * @description Its share of the slide's area, from 0 to 1, to two digits.
             */
            area: number;
        };
        /** @description Something outside the deck. */
        Blocked: {
            /** @description What it would be. */
            kind: components["schemas"]["BlockedKind"];
            /** @description Its address as the deck names it. */
            address: string;
        };
        /**
         * @description What something outside a deck would be.
         * @enum {string}
         */
        BlockedKind: "picture" | "style" | "font" | "media" | "frame" | "script" | "other";
        /**
         * @description What happened to a session or to the profiles.
         * @enum {string}
         */
        Change: "session_created" | "session_updated" | "message_appended" | "deck_replaced" | "session_trashed" | "session_deleted" | "profiles_changed" | "export_progressed";
        /** @description What a clean-up deleted. */
        CleanedUp: {
            /** @description Number of sessions deleted. */
            deleted: number;
            /** @description Their ids, in the order of the request. */
            session_ids: string[];
        };
        /**
         * @description What went wrong, for programs. The set is closed: a code is added when a
         *     client has a reason to behave differently on it.
         * @enum {string}
         */
        Code: "malformed" | "invalid" | "unauthorized" | "forbidden" | "not_found" | "method_not_allowed" | "no_deck" | "revision_conflict" | "too_large" | "unsupported_media_type" | "busy" | "not_implemented" | "store_locked" | "store_unusable" | "disk_full" | "unreadable" | "unwritable" | "already_exists" | "port_taken" | "no_browser" | "browser_start_failed" | "sandbox_unavailable" | "browser_died" | "slide_not_ready" | "export_timeout" | "export_incomplete" | "cancelled" | "internal";
        /** @description Makes a profile. */
        CreateProfile: {
            /** @description The name, 1 to 255 characters after trimming. */
            profile_name: string;
        };
        /** @description Makes a session. */
        CreateSession: {
            /** @description Title; without one, `Session YYYY-MM-DD HH:MM` in local time. */
            title?: string | null;
            /**
             * Format: int64
             * @description Profile that the session belongs to, within +-(2^53-1).
             */
            profile_id?: number | null;
            /** @description The profile's name, shown with the session. */
            profile_name?: string | null;
        };
        /** @description A deck on the wire. */
        DeckBody: {
            /** @description The deck's own title. */
            title?: string | null;
            /** @description Number of slides. */
            slide_count?: number;
            /**
             * Format: int32
             * @description Counts the deck's states, from 1; also its `ETag`.
             */
            revision?: number;
            /** @description The slides, in order. */
            slides: components["schemas"]["SlideBody"][];
            /** @description The stylesheet that the slides share. */
            css?: string;
            /** @description All scripts joined, each slide's in a scope of its own. */
            scripts?: string;
            /** @description Addresses of script libraries that the deck loads. */
            external_scripts?: string[];
            /** @description Attributes of the page's `html` and `body` elements. */
            root_attributes?: Record<string, never>;
            /**
             * @description Markup that stood around the slides. It is not shown; scripts look for
             *     its elements.
             */
            surroundings?: string;
        };
        /** @description What a deck needs from outside. */
        DeckReport: {
            /** @description Slides of the deck. */
            slide_count: number;
            /** @description Libraries that ship with Lectern and are drawn from there. */
            libraries: components["schemas"]["KnownLibrary"][];
            /** @description Addresses of script libraries that Lectern has no copy of. */
            missing_libraries: string[];
            /**
             * @description Addresses outside the deck, from which nothing is loaded; each once, at
             *     most 200.
             */
            blocked: components["schemas"]["Blocked"][];
            /**
             * @description What stood beside the slides in the imported file and is not shown, at
             *     most 20.
             */
            left_out: string[];
            /** @description Whether nothing is missing and nothing blocked. */
            works_offline: boolean;
        };
        /** @description One thing that happened. */
        Event: {
            /**
             * Format: int64
             * @description Counts the events of this run of Lectern, from 1, without gaps for a
             *     listener that sees every user's events.
             */
            sequence: number;
            /** @description What happened. */
            change: components["schemas"]["Change"];
            /**
             * Format: uuid
             * @description To which session, if to one.
             */
            session_id: string | null;
            /** @description The client that asked for it, so that it can skip its own echo. */
            client: string | null;
            progress: components["schemas"]["Progress"] | null;
        };
        /** @description How close a file that people edit is to what the browser shows. */
        FidelityReport: {
            /** @description The whole file in numbers. */
            totals: components["schemas"]["FidelityTotals"];
            /** @description The slides of the file, in order. */
            slides: components["schemas"]["SlideFidelity"][];
            /** @description The fonts of its texts, by their names, each cut to 200 characters. */
            fonts: components["schemas"]["FontUse"][];
        };
        /** @description How close a whole file is, in numbers. */
        FidelityTotals: {
            /** @description Slides of the file. */
            slides: number;
            /** @description Slides on which nothing became a picture. */
            editable_slides: number;
            /** @description Texts that can be edited. */
            texts: number;
            /** @description Tables that can be edited. */
            tables: number;
            /** @description Charts that can be edited, with their data. */
            charts: number;
            /** @description Things that became a picture. */
            pictures: number;
            /** @description What was left out: kinds of things, for each slide. */
            left_out: number;
            /** @description Fonts that do not come with every Office. */
            uncommon_fonts: number;
        };
        /** @description One value that was refused. */
        FieldError: {
            /**
             * @description Where the value stands: a field's name, or a path such as
             *     `slides[3].html` in an imported file.
             */
            location: string;
            /** @description What is wrong with it, as a sentence without the location. */
            message: string;
        };
        /** @description A font of a file's texts. */
        FontUse: {
            /** @description The font's family. */
            family: string;
            /** @description Whether it is on this machine; otherwise it came with the deck. */
            is_here: boolean;
            /**
             * @description Whether it comes with every Office. Where it is missing, texts get another font
             *     and may break elsewhere.
             */
            is_everywhere: boolean;
        };
        /** @description A library that ships with Lectern. */
        KnownLibrary: {
            /** @description The address that the deck names; `null` when it only uses the library. */
            address: string | null;
            /** @description The library's name. */
            name: string;
            /** @description The version of the copy. */
            version: string;
        };
        /**
         * @description What a PowerPoint file cannot tell of a slide.
         * @enum {string}
         */
        LeftOut: "text_shadow" | "outline" | "backdrop";
        /** @description One message. */
        Message: {
            /**
             * Format: uuid
             * @description The id.
             */
            message_id: string;
            /** @description Who speaks. */
            role: components["schemas"]["Role"];
            /** @description The text, kept exactly as it was given. */
            content: string;
            /**
             * Format: date-time
             * @description When it was said.
             */
            timestamp: string;
        };
        /** @description A conversation, oldest message first. */
        MessageList: {
            /** @description The messages. */
            messages: components["schemas"]["Message"][];
            /** @description Where older messages start; absent when there are none. */
            next_cursor?: string | null;
        };
        /** @description Opens a session's deck to be looked at. */
        OpenPreview: {
            /** @description Whether the deck's scripts run; they do if absent. */
            scripts?: boolean | null;
        };
        /**
         * @description Why something became a picture.
         * @enum {string}
         */
        PictureCause: "canvas" | "chart" | "drawing" | "effect" | "ground" | "icon" | "image" | "widget" | "slide";
        /**
         * @description A deck that can be looked at: its pages are served under the nonce for as
         *     long as the preview is among the newest ones.
         */
        Preview: {
            /** @description What its address holds: 64 hexadecimal digits. */
            nonce: string;
            /**
             * Format: int32
             * @description The state of the deck that it shows.
             */
            revision: number;
            /** @description Slides of the deck. */
            slide_count: number;
            /** @description Slides on one page. */
            slides_per_page: number;
        };
        /** @description An error as every door sends it: RFC 9457 problem details with `code`. */
        Problem: {
            /** @description A URI for the kind of problem; `about:blank`, since `code` says it. */
            type: string;
            /** @description A short title, the same for every problem of this code. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description One sentence for people. */
            detail: string;
            /** @description What went wrong, for programs. */
            code: components["schemas"]["Code"];
            /** @description The values that were refused (with `code` = `invalid`). */
            errors?: components["schemas"]["FieldError"][];
        };
        /** @description A profile. */
        Profile: {
            /**
             * Format: int64
             * @description The id.
             */
            profile_id: number;
            /** @description The name. */
            profile_name: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
        };
        /** @description The profiles, by name. */
        ProfileList: {
            /** @description The profiles. */
            profiles: components["schemas"]["Profile"][];
        };
        /** @description How far an export has come. A later moment is greater than an earlier one. */
        Progress: {
            /** @enum {string} */
            step: "waiting";
        } | {
            /** @enum {string} */
            step: "starting_browser";
        } | {
            /** @description Slides that are drawn. */
            ready: number;
            /** @description Slides of the deck. */
            total: number;
            /** @enum {string} */
            step: "slides";
        } | {
            /** @description Pages of the file. */
            total: number;
            /** @enum {string} */
            step: "printing";
        } | {
            /** @enum {string} */
            step: "writing";
        };
        /** @description Renames a profile, also in the sessions that belong to it. */
        RenameProfile: {
            /** @description The new name, 1 to 255 characters after trimming. */
            profile_name: string;
        };
        /** @description What a rename changed. */
        Renamed: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /** @description The title that it has now. */
            title: string;
            /**
             * Format: date-time
             * @description When that happened.
             */
            updated_at: string;
        };
        /** @description What came back from the trash. */
        Restored: {
            /** @description Number of sessions brought back; those that did not lie there do not count. */
            restored: number;
            /** @description Their ids, in the order of the request. */
            session_ids: string[];
        };
        /**
         * @description Who speaks.
         * @enum {string}
         */
        Role: "user" | "assistant" | "system" | "tool";
        /** @description A session as every door answers it. */
        Session: {
            /**
             * Format: uuid
             * @description The id.
             */
            session_id: string;
            /** @description The title. */
            title: string;
            /** @description The owner's name; `null` for a session without owner. */
            created_by: string | null;
            /** @description Who may see it. */
            visibility: components["schemas"]["Visibility"];
            /**
             * Format: int64
             * @description The profile that it belongs to.
             */
            profile_id: number | null;
            /** @description The profile's name. */
            profile_name: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When its title, profile, messages or deck last changed.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When its messages or deck last changed. Lists follow it.
             */
            last_activity: string;
            /**
             * Format: int32
             * @description Number of messages.
             */
            message_count: number;
            /**
             * Format: int32
             * @description Number of slides.
             */
            slide_count: number;
            /** @description Whether it has a deck. */
            has_slide_deck: boolean;
        };
        /** @description A page of sessions. */
        SessionList: {
            /** @description The sessions. */
            sessions: components["schemas"]["Session"][];
            /** @description Rows in this answer. */
            count: number;
            /** @description Where the next page starts; absent on the last page. */
            next_cursor?: string | null;
        };
        /** @description A session's deck. */
        SessionSlides: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            slide_deck: components["schemas"]["DeckBody"] | null;
        };
        /** @description Names several sessions; what is done is done to all or none. */
        SeveralSessions: {
            /** @description 1 to 1000 ids; each counts once, and unknown ones are skipped. */
            session_ids: string[];
        };
        /** @description A slide on the wire. */
        SlideBody: {
            /** @description A name given by whoever made the deck; need not be unique. */
            slide_id: string;
            /** @description The markup. */
            html: string;
            /** @description Scripts that draw on this slide only. */
            scripts?: string;
            /** @description What the speaker says. */
            notes?: string;
        };
        /** @description What became of the things on one slide. */
        SlideFidelity: {
            /** @description Number of the slide in the deck, from 1. */
            slide: number;
            /** @description Texts that can be edited. */
            texts: number;
            /** @description Tables that can be edited. */
            tables: number;
            /** @description Charts that can be edited, with their data. */
            charts: number;
            /** @description What became a picture, and why. */
            pictures: components["schemas"]["BecamePicture"][];
            /** @description What the browser shows and the file does not, each once. */
            left_out: components["schemas"]["LeftOut"][];
        };
        /** @description What was moved to the trash. */
        Trashed: {
            /** @description Number of sessions moved; those that lay there already do not count. */
            trashed: number;
            /** @description Their ids, in the order of the request. */
            session_ids: string[];
        };
        /**
         * @description Who may see a session. There is one answer today.
         * @enum {string}
         */
        Visibility: "private";
        /**
         * @description Something that a deck asked for and did not get, or that went wrong in its
         *     own scripts. The file is whole all the same.
         */
        Warning: {
            /** @description The address, cut to 200 characters. */
            address: string;
            /** @enum {string} */
            kind: "blocked";
        } | {
            /** @description Number of the slide, from 1; absent for a script of the whole deck. */
            slide?: number | null;
            /** @description The script's own error, cut to 200 characters. */
            message: string;
            /** @enum {string} */
            kind: "script_failed";
        } | {
            /** @description Number of the slide, from 1. */
            slide: number;
            /** @enum {string} */
            kind: "overflow";
        } | {
            /** @description Number of the slide, from 1. */
            slide: number;
            /** @description The name of what they change, cut to 200 characters. */
            name: string;
            /** @enum {string} */
            kind: "drawn_apart";
        } | {
            /** @description The font's family, cut to 200 characters. */
            family: string;
            /** @enum {string} */
            kind: "font_missing";
        } | {
            /** @description Number of the slide, from 1. */
            slide: number;
            /** @enum {string} */
            kind: "picture_missing";
        };
    };
    responses: {
        /** @description What went wrong. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, as they happen. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
        };
    };
    list_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
        };
    };
    create_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProfile"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    rename_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameProfile"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                /** @description Rows to answer, 1 to 100; 50 if absent. */
                limit?: number;
                /** @description Only sessions of this profile. */
                profile_id?: number;
                /** @description `next_cursor` of the answer before. */
                cursor?: string;
                /** @description Only sessions whose title contains this, whatever the case. */
                q?: string;
                /** @description `last_activity` (default), `created_at` or `title`. */
                sort?: string;
                /** @description Sessions in the trash instead of the others. */
                trashed?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateSession"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    cleanup_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeveralSessions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CleanedUp"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    import_session: {
        parameters: {
            query?: {
                /** @description The file's name; it serves as title where the file has none. */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file's text. */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "text/html": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    restore_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeveralSessions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    trash_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeveralSessions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trashed"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    rename_session: {
        parameters: {
            query: {
                /** @description The new title, 1 to 255 characters after trimming. */
                title: string;
            };
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Renamed"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    duplicate_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    export_session: {
        parameters: {
            query?: {
                /** @description `pptx` (default), `pdf`, `png` or `html`. */
                format?: string;
                /**
                 * @description Slides to export, such as `1-5,8`, in the deck's order; all if absent
                 *     or blank.
                 */
                slides?: string;
                /**
                 * @description How large pictures are, in pixels for each of a slide's own: 1 to 4; 2 if
                 *     absent. Only for `png`.
                 */
                scale?: number;
                /**
                 * @description Where the speaker's notes go: `none` (default), `annotations` (on each
                 *     slide's page) or `pages` (one sheet of paper for each slide, with its notes
                 *     below; long notes go on on further sheets). Only for `pdf`.
                 */
                notes?: string;
                /**
                 * @description Slides on a sheet of paper: 2, 3 (with lines to write on), 4, 6 or 9. 1
                 *     (default) makes each slide a page of its own. Only for `pdf`, and not
                 *     together with notes pages.
                 */
                per_page?: number;
                /**
                 * @description The size of sheets: `a4` (default) or `letter`. Only for notes pages and for
                 *     several slides on a page.
                 */
                paper?: string;
                /**
                 * @description What slides are made of: `editable` (default) makes texts, shapes, tables
                 *     and charts that can be changed, `exact` one picture of each slide. Only for
                 *     `pptx`.
                 */
                mode?: string;
                /**
                 * @description Whose lines of text the file meets best: `any` (default) serves PowerPoint
                 *     and the others alike, `libreoffice` LibreOffice. Only for `pptx`.
                 */
                made_for?: string;
            };
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description `attachment`, with a file name made from the title. */
                    "Content-Disposition"?: string;
                    /** @description Only of `pptx`: how close the file is to what the browser shows, a `FidelityReport` as percent-encoded JSON of at most 6,000 bytes. Where that is too little, slides on which nothing became a picture and fonts that come with every Office are left out, and where it still is, all slides and fonts. The totals are always those of the whole file. */
                    "x-lectern-fidelity"?: string;
                    /** @description What these things are: an array of `Warning` as percent-encoded JSON, with as many of them as 8,000 bytes hold. */
                    "x-lectern-warning-details"?: string;
                    /** @description How many things the deck asked for and did not get. */
                    "x-lectern-warnings"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": string;
                    "application/pdf": string;
                    "application/zip": string;
                    "image/png": string;
                    "text/html": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            502: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            504: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description Only the last so many messages (1 to 1000). */
                limit?: number;
                /** @description `next_cursor` of the answer before: messages older than those. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
        };
    };
    append_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppendMessage"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    open_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OpenPreview"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    assign_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignProfile"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    restore_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    get_slides: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The deck's revision in quotes; absent when there is no deck. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionSlides"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
        };
    };
    put_slides: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The revision that the caller knows, as in an `ETag` (`"3"`) or
                 *     bare; with another one in the store nothing is changed.
                 */
                "If-Match"?: string;
            };
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeckBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The deck's revision in quotes; absent when there is no deck. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionSlides"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
    inspect_slides: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeckReport"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
        };
    };
    get_slide_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
                /** @description The slide's number, from 1. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, 320 by 180 pixels. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            502: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            504: components["responses"]["Problem"];
        };
    };
    trash_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            507: components["responses"]["Problem"];
        };
    };
}
