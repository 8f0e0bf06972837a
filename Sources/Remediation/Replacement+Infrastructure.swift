import ScanModel

extension Replacement {
  /// Pipelines, containers and templates of resources.
  static let infrastructure: Table = [
    .githubWorkflow: [
      .openAI: githubSignIn, .credential: githubSignIn, .speech: githubSignIn,
      .stored: Replacement(
        "sign in by OIDC and read the new key from Key Vault in the step that needs it",
        """
        permissions: { id-token: write, contents: read }
        steps:
          - uses: azure/login@v2
            with:
              client-id: ${{ vars.AZURE_CLIENT_ID }}
              tenant-id: ${{ vars.AZURE_TENANT_ID }}
              subscription-id: ${{ vars.AZURE_SUBSCRIPTION_ID }}
          - run: |
              key="$(az keyvault secret show --vault-name «vault» --name «secret» \\
                --query value -o tsv)"
              echo "::add-mask::$key"
        """),
    ],
    .azurePipeline: [
      .stored: Replacement(
        "fetch the new key by AzureKeyVault@2 in the job that needs it",
        """
        - task: AzureKeyVault@2
          inputs:
            azureSubscription: «service-connection»
            KeyVaultName: «vault»
            SecretsFilter: «secret»
        - script: ./run.sh
          env:
            «KEY»: $(«secret»)
        """)
    ],
    .gitlabCI: [
      .stored: Replacement(
        "sign in by OIDC and read the new key from Key Vault in the job that needs it",
        """
        job:
          id_tokens:
            AZURE_TOKEN: { aud: "api://AzureADTokenExchange" }
          script:
            - az login --service-principal -u "$AZURE_CLIENT_ID" -t "$AZURE_TENANT_ID"
              --federated-token "$AZURE_TOKEN"
            - «KEY»="$(az keyvault secret show --vault-name «vault» --name «secret»
              --query value -o tsv)"
        """)
    ],
    .kubernetes: [
      .stored: Replacement(
        "mount the new key from Key Vault by the Secrets Store CSI driver",
        """
        apiVersion: secrets-store.csi.x-k8s.io/v1
        kind: SecretProviderClass
        metadata: { name: «secret» }
        spec:
          provider: azure
          parameters:
            keyvaultName: «vault»
            tenantId: «tenant-id»
            clientID: «workload-identity-client-id»
            objects: |
              array:
                - |
                  objectName: «secret»
                  objectType: secret
        """)
    ],
    .compose: [
      .stored: Replacement(
        "hand the new key over as a runtime secret (/run/secrets/«secret_id»)",
        """
        services:
          app:
            secrets: [«secret_id»]
        secrets:
          «secret_id»:
            environment: «KEY»
        """)
    ],
    .dockerfile: [
      .stored: Replacement(
        "hand the new key over at run time: ENV and ARG stay in the image for all who pull it",
        """
        # at run time:   docker run --env «KEY» ...
        # while building, for one step, kept in no layer:
        RUN --mount=type=secret,id=«secret_id» \\
            «KEY»="$(cat /run/secrets/«secret_id»)" ./build.sh
        """)
    ],
    .terraform: [
      .openAI: terraformRole, .credential: terraformRole, .speech: terraformRole,
      .stored: Replacement(
        "read the new key from Key Vault (it still ends in the state: protect that)",
        """
        data "azurerm_key_vault_secret" "key" {
          name         = "«secret»"
          key_vault_id = data.azurerm_key_vault.vault.id
        }
        """),
    ],
    .bicep: [
      .openAI: bicepRole, .credential: bicepRole, .speech: bicepRole,
      .stored: Replacement(
        "pass it from Key Vault as a secure parameter",
        """
        resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: '«vault»' }
        module app 'app.bicep' = {
          name: 'app'
          params: { key: vault.getSecret('«secret»') }  // there: @secure() param key string
        }
        """),
    ],
  ]

  private static let githubSignIn = Replacement(
    "sign in by OIDC with azure/login: no secret is left to keep",
    """
    permissions: { id-token: write, contents: read }
    steps:
      - uses: azure/login@v2
        with:
          client-id: ${{ vars.AZURE_CLIENT_ID }}
          tenant-id: ${{ vars.AZURE_TENANT_ID }}
          subscription-id: ${{ vars.AZURE_SUBSCRIPTION_ID }}
    # DefaultAzureCredential in the later steps uses this sign-in
    """)

  private static let terraformRole = Replacement(
    "give the app's managed identity the role it needs and switch keys off",
    """
    resource "azurerm_role_assignment" "app" {
      scope                = «terraform_type».account.id
      role_definition_name = "«role»"
      principal_id         = «identity».principal_id
    }
    # and in «terraform_type»: «terraform_switch» = false
    """)

  private static let bicepRole = Replacement(
    "give the app's managed identity the role it needs and switch keys off",
    """
    resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
      name: guid(account.id, identity.id, 'user')
      scope: account
      properties: {
        principalId: identity.properties.principalId
        principalType: 'ServicePrincipal'
        // «role»
        roleDefinitionId: subscriptionResourceId(
          'Microsoft.Authorization/roleDefinitions', '«role_id»')
      }
    }
    // and in the account's properties: disableLocalAuth: true
    """)
}
