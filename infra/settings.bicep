// Settings of the app (docs/settings.md). An absent or empty setting has its default value.

@export()
@sealed()
type chosenSettings = {
  ENTRA_CREDENTIAL: string?
  ALLOWED_TENANTS: string?
  ALLOW_GUESTS: string?
  ALLOWED_DIRECT_CLIENTS: string?
  ALLOWED_REDIRECT_URIS: string?
  ALLOWED_CLIENTS: string?
  DENIED_CLIENTS: string?
  REGISTRATION_EPOCH: string?
  DYNAMIC_REGISTRATION: string?
  CIMD: string?
  ALLOWED_ORIGINS: string?
  TOOLSETS: string?
  ENABLED_TOOLS: string?
  READ_ONLY: string?
  EXTERNAL_SEND: string?
  GRAPH_BETA: string?
  LEGACY_TOOL_NAMES: string?
  SPOTIFY_CLIENT_ID: string?
  RATE_LIMIT_PER_PERSON: string?
  RATE_LIMIT_PER_ADDRESS: string?
  RATE_LIMIT_FAILURES: string?
  REQUEST_DEADLINE_SECONDS: string?
  LOG_LEVEL: string?
}
