extension Decoy {
  /// What stands where keys stand and is none.
  static let all: [Decoy] = references + digests + identifiers + placeholders

  static let references: [Decoy] = [
    "${{ secrets.AZURE_OPENAI_API_KEY }}", "$(AzureOpenAIKey)", "${AZURE_OPENAI_API_KEY}",
    "$AZURE_OPENAI_API_KEY", "%AZURE_OPENAI_API_KEY%", "{{apiKey}}", "{{$dotenv OPENAI_KEY}}",
    "{{ .Values.openAiKey | b64enc }}", "process.env.AZURE_OPENAI_API_KEY",
    #"os.environ["AZURE_OPENAI_API_KEY"]"#, #"Environment.GetEnvironmentVariable("KEY")"#,
    "[listKeys(resourceId('x'), '2023-05-01').key1]", "[parameters('azureOpenAiKey')]",
    "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s/)",
  ].map { Decoy($0, "config.yaml", "AZURE_OPENAI_API_KEY: \($0)") }

  static let digests: [Decoy] = [
    Decoy(
      "pip hash", "requirements.txt", "azure-ai==1.0 --hash=md5:{{hex32 #301}}", "md5 digest"),
    Decoy("md5sum", "sums.txt", "{{hex32 #302}}  azure-openai-key.tar.gz", "no name"),
    Decoy("etag", "cache.json", #"{"azureKeyEtag": "{{hex32 #303}}"}"#, "n"),
    Decoy(
      "bundle", "index.html", #"<script src="azure-key.{{hex32 #304}}.js"></script>"#,
      "part of a longer word"),
    Decoy(
      "secret version in a URL", "app.yaml",
      "speechKey: https://v.vault.azure.net/secrets/speech-key/{{hex32 #305}}", "part of a path"),
    Decoy("integrity", "lock.json", #""openai_key_integrity": "md5-{{hex32 #306}}""#, "part of"),
    Decoy("sha256", "lock.yaml", "azure_key: {{hex 64 #307}}"),
  ]

  static let identifiers: [Decoy] = [
    Decoy("tenant", "main.tf", #"tenant_id = "{{hex32 #311}}" # azure"#, "no name"),
    Decoy("GUID", ".env", "AZURE_OPENAI_API_KEY={{guid #312}}"),
    Decoy("key id", ".env", "AZURE_OPENAI_KEY_ID={{hex32 #313}}", "n"),
    Decoy("id", "log.json", #"{"id": "{{hex32 #314}}", "model": "azure openai"}"#, "no name"),
    Decoy("internalId", "account.json", #""internalId": "{{hex32v4 #315}}""#, "no name"),
    Decoy("glued prefix", "log.json", #""azure_key": "batch_{{hex32 #316}}""#),
    Decoy("glued suffix", "log.json", #""azure_key": "{{hex32 #317}}_1""#),
    Decoy("traceparent", "log.txt", "traceparent: 00-{{hex32 #318}}-{{hex 16 #1}}-01", "part of"),
    Decoy("partition key", "a.cs", #"azurePartitionKey = "{{hex32 #319}}";"#, "named as"),
    Decoy("session key", "a.py", #"azure_session_key = "{{hex32 #320}}""#, "named as"),
    Decoy(
      "encryption", "a.py", #"azure_encryption_key = "{{hex32 #321}}""#, "named as something else"),
    Decoy(
      "Instrumentation", "app.json", #""AzureInstrumentationKey": "{{hex32 #322}}""#,
      "named as something else"),
    Decoy("mixed case", ".env", "AZURE_OPENAI_API_KEY={{hex 16 #323}}ABCDEF0123456789"),
    Decoy("random 84", "data.txt", "AZURE_OPENAI_API_KEY={{alnum 84 #324}}"),
    Decoy("in base64", "data.txt", "A{{azure84 openai 2025-06 #325}}{{alnum 40 #326}}"),
  ]

  static let placeholders: [Decoy] =
    [
      ("zeros", "00000000000000000000000000000000", "few distinct"),
      ("few digits", "01010101010101010101010123012301", "few distinct"),
      ("repeated", "0a1b2c3d4e5f67890a1b2c3d4e5f6789", "repeats itself"),
      ("counting", "0123456789abcdef0123456789abcdef", "repeats itself"),
      ("counting down", "fedcba9876543210fedcba9876543211", "a sequence"),
      ("interleaved", "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d", "a sequence"),
      ("digits", "31415926535897932384626433832795", "digits only"),
      ("letters", "deadbeefcafebabefeedfacedeadbeef", "few distinct"),
      ("an AES vector", "2b7e151628aed2a6abf7158809cf4f3c", "a published example"),
    ].map { Decoy($0.0, ".env", "AZURE_OPENAI_API_KEY=\($0.1)", $0.2) }
    + [
      "<your-key>", "YOUR_API_KEY", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "********", "REPLACE_ME",
      "PASTE_YOUR_SPEECH_SUBSCRIPTION_KEY_HERE", "...", "fake-key", "sk-...",
    ].map { Decoy($0, ".env", "AZURE_OPENAI_API_KEY=\($0)") }
}
