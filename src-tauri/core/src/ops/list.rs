//! The one list of operations. Each stands here once, and every door is made
//! from it: Tauri commands, HTTP routes, OpenAPI paths, permissions.

/// Calls the macro `$callback` with every operation, one row each:
///
/// ```text
/// /// Summary.
/// name: METHOD "/path/{parameter}" [parameter: kind, …] body Request -> answer Answer;
/// ```
///
/// * `kind` of a path or query parameter: `Text`, `Integer` or `Flag`.
/// * `body`: `Empty` (none), `Json` (an object, may be absent), `Deck` (a deck
///   as JSON, up to 64 MiB, becomes the field `deck`), `Document` (HTML or JSON
///   up to 64 MiB, becomes the field `content`).
/// * `answer`: `Json`, `Deck` (JSON with an `ETag`), `File`, `Picture` (a PNG
///   file), `Nothing`.
#[macro_export]
macro_rules! for_each_operation {
    ($callback:ident) => {
        $callback! {
            /// Makes a session.
            create_session: Post "/api/sessions" [] Json CreateSession -> Json Session;
            /// Lists the user's sessions and those without owner.
            list_sessions: Get "/api/sessions" [limit: Integer, profile_id: Integer, cursor: Text, q: Text, sort: Text, trashed: Flag] Empty ListSessions -> Json SessionList;
            /// Makes a session from an HTML or JSON file.
            import_session: Post "/api/sessions/import" [name: Text] Document ImportSession -> Json Session;
            /// Deletes several sessions for good.
            cleanup_sessions: Post "/api/sessions/cleanup" [] Json SeveralSessions -> Json CleanedUp;
            /// Moves several sessions to the trash.
            trash_sessions: Post "/api/sessions/trash" [] Json SeveralSessions -> Json Trashed;
            /// Brings several sessions back from the trash.
            restore_sessions: Post "/api/sessions/restore" [] Json SeveralSessions -> Json Restored;
            /// Reads a session.
            get_session: Get "/api/sessions/{session_id}" [session_id: Text] Empty OneSession -> Json Session;
            /// Renames a session.
            rename_session: Patch "/api/sessions/{session_id}" [session_id: Text, title: Text] Json RenameSession -> Json Renamed;
            /// Puts a session into a profile, or into none.
            assign_profile: Put "/api/sessions/{session_id}/profile" [session_id: Text] Json AssignProfile -> Json Session;
            /// Deletes a session for good.
            delete_session: Delete "/api/sessions/{session_id}" [session_id: Text] Empty OneSession -> Nothing ();
            /// Reads a session's conversation.
            list_messages: Get "/api/sessions/{session_id}/messages" [session_id: Text, limit: Integer, cursor: Text] Empty ListMessages -> Json MessageList;
            /// Adds a message to a session's conversation.
            append_message: Post "/api/sessions/{session_id}/messages" [session_id: Text] Json AppendMessage -> Json Message;
            /// Reads a session's deck.
            get_slides: Get "/api/sessions/{session_id}/slides" [session_id: Text] Empty OneSession -> Deck SessionSlides;
            /// Reads a small picture of a slide.
            get_slide_picture: Get "/api/sessions/{session_id}/slides/{number}/picture" [session_id: Text, number: Integer] Empty OneSlide -> Picture ExportedFile;
            /// Puts a deck in the place of the session's deck.
            put_slides: Put "/api/sessions/{session_id}/slides" [session_id: Text] Deck PutSlides -> Deck SessionSlides;
            /// Exports a session's deck as a file.
            export_session: Post "/api/sessions/{session_id}/export" [session_id: Text, format: Text, slides: Text, scale: Integer, notes: Text, per_page: Integer, paper: Text, mode: Text, made_for: Text] Json ExportSession -> File ExportedFile;
            /// Opens a session's deck to be looked at.
            open_preview: Post "/api/sessions/{session_id}/preview" [session_id: Text] Json OpenPreview -> Json Preview;
            /// Tells what a session's deck needs from outside, and what was left out of it.
            inspect_slides: Get "/api/sessions/{session_id}/slides/report" [session_id: Text] Empty OneSession -> Json DeckReport;
            /// Copies a session, with its conversation and deck.
            duplicate_session: Post "/api/sessions/{session_id}/duplicate" [session_id: Text] Empty OneSession -> Json Session;
            /// Moves a session to the trash.
            trash_session: Post "/api/sessions/{session_id}/trash" [session_id: Text] Empty OneSession -> Json Session;
            /// Brings a session back from the trash.
            restore_session: Post "/api/sessions/{session_id}/restore" [session_id: Text] Empty OneSession -> Json Session;
            /// Lists the profiles.
            list_profiles: Get "/api/profiles" [] Empty Nothing -> Json ProfileList;
            /// Makes a profile.
            create_profile: Post "/api/profiles" [] Json CreateProfile -> Json Profile;
            /// Renames a profile.
            rename_profile: Patch "/api/profiles/{profile_id}" [profile_id: Integer] Json RenameProfile -> Json Profile;
        }
    };
}
