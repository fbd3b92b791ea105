// Made by `npm run generate` from src-tauri/http/openapi.json. Do not edit.

/** How each operation is asked over HTTP. */
export const OPERATIONS = {
  "events": {
    "method": "GET",
    "path": "/api/events",
    "query": [],
    "mediaTypes": []
  },
  "openapi": {
    "method": "GET",
    "path": "/api/openapi.json",
    "query": [],
    "mediaTypes": []
  },
  "list_profiles": {
    "method": "GET",
    "path": "/api/profiles",
    "query": [],
    "mediaTypes": []
  },
  "create_profile": {
    "method": "POST",
    "path": "/api/profiles",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "rename_profile": {
    "method": "PATCH",
    "path": "/api/profiles/{profile_id}",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "list_sessions": {
    "method": "GET",
    "path": "/api/sessions",
    "query": [
      "limit",
      "profile_id",
      "cursor",
      "q",
      "sort",
      "trashed"
    ],
    "mediaTypes": []
  },
  "create_session": {
    "method": "POST",
    "path": "/api/sessions",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "cleanup_sessions": {
    "method": "POST",
    "path": "/api/sessions/cleanup",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "import_session": {
    "method": "POST",
    "path": "/api/sessions/import",
    "query": [
      "name"
    ],
    "mediaTypes": [
      "application/json",
      "text/html"
    ]
  },
  "restore_sessions": {
    "method": "POST",
    "path": "/api/sessions/restore",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "trash_sessions": {
    "method": "POST",
    "path": "/api/sessions/trash",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "get_session": {
    "method": "GET",
    "path": "/api/sessions/{session_id}",
    "query": [],
    "mediaTypes": []
  },
  "delete_session": {
    "method": "DELETE",
    "path": "/api/sessions/{session_id}",
    "query": [],
    "mediaTypes": []
  },
  "rename_session": {
    "method": "PATCH",
    "path": "/api/sessions/{session_id}",
    "query": [
      "title"
    ],
    "mediaTypes": []
  },
  "duplicate_session": {
    "method": "POST",
    "path": "/api/sessions/{session_id}/duplicate",
    "query": [],
    "mediaTypes": []
  },
  "export_session": {
    "method": "POST",
    "path": "/api/sessions/{session_id}/export",
    "query": [
      "format",
      "slides",
      "scale",
      "notes",
      "per_page",
      "paper",
      "mode",
      "made_for"
    ],
    "mediaTypes": []
  },
  "list_messages": {
    "method": "GET",
    "path": "/api/sessions/{session_id}/messages",
    "query": [
      "limit",
      "cursor"
    ],
    "mediaTypes": []
  },
  "append_message": {
    "method": "POST",
    "path": "/api/sessions/{session_id}/messages",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "open_preview": {
    "method": "POST",
    "path": "/api/sessions/{session_id}/preview",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "assign_profile": {
    "method": "PUT",
    "path": "/api/sessions/{session_id}/profile",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "restore_session": {
    "method": "POST",
    "path": "/api/sessions/{session_id}/restore",
    "query": [],
    "mediaTypes": []
  },
  "get_slides": {
    "method": "GET",
    "path": "/api/sessions/{session_id}/slides",
    "query": [],
    "mediaTypes": []
  },
  "put_slides": {
    "method": "PUT",
    "path": "/api/sessions/{session_id}/slides",
    "query": [],
    "mediaTypes": [
      "application/json"
    ]
  },
  "inspect_slides": {
    "method": "GET",
    "path": "/api/sessions/{session_id}/slides/report",
    "query": [],
    "mediaTypes": []
  },
  "get_slide_picture": {
    "method": "GET",
    "path": "/api/sessions/{session_id}/slides/{number}/picture",
    "query": [],
    "mediaTypes": []
  },
  "trash_session": {
    "method": "POST",
    "path": "/api/sessions/{session_id}/trash",
    "query": [],
    "mediaTypes": []
  }
} as const;
