// What a Node program does with Vault, through node-vault; the first function is the guides' own.
'use strict'
const assert = require('node:assert')

const client = token => require('node-vault')({
  apiVersion: 'v1',
  endpoint: process.env.VAULT_ADDR,
  token
})
const vault = client(process.env.VAULT_TOKEN)

async function getSecret (path) {
  const result = await vault.read(`secret/data/${path}`)
  return result.data.data
}

async function refused (status, call) {
  try {
    await call()
  } catch (error) {
    assert.strictEqual(error.response.statusCode, status, error.message)
    return
  }
  assert.fail(`expected status ${status}`)
}

async function main () {
  assert.strictEqual((await vault.status()).sealed, false)
  assert.strictEqual((await vault.health()).initialized, true)

  await vault.write('secret/data/node/config', { data: { db_password: 'supersecret', n: 1 } })
  assert.strictEqual((await getSecret('node/config')).db_password, 'supersecret')
  const listed = await vault.list('secret/metadata/node') // the literal method LIST
  assert.deepStrictEqual(listed.data.keys, ['config'])
  await vault.delete('secret/data/node/config')
  await refused(404, () => vault.read('secret/data/node/config'))
  await refused(404, () => vault.read('secret/data/node/never'))

  await vault.addPolicy({ name: 'node-reader', rules: 'path "secret/data/node/*" { capabilities = ["read"] }' })
  assert.ok((await vault.policies()).policies.includes('node-reader'))
  // The client adopts every token it is answered with, so the one that creates is not used again.
  const made = await client(process.env.VAULT_TOKEN).tokenCreate({ policies: ['node-reader'], ttl: '10m' })
  const reader = client(made.auth.client_token)
  await refused(403, () => reader.write('secret/data/node/config', { data: {} }))
  assert.deepStrictEqual((await reader.tokenLookupSelf()).data.policies, ['default', 'node-reader'])
  await vault.tokenRevokeAccessor({ accessor: made.auth.accessor })
  await refused(403, () => reader.tokenLookupSelf())

  await vault.mount({ mount_point: 'node-v1', type: 'kv', options: { version: '1' } })
  await vault.write('node-v1/my-app/database', { username: 'admin' })
  assert.strictEqual((await vault.read('node-v1/my-app/database')).data.username, 'admin')
  await vault.unmount({ mount_point: 'node-v1' })

  const wrapped = await vault.write('sys/wrapping/wrap', { a: 'b' }, { headers: { 'X-Vault-Wrap-TTL': '1m' } })
  const opened = await vault.unwrap({ token: wrapped.wrap_info.token })
  assert.deepStrictEqual(opened.data, { a: 'b' })
  console.log('node-vault: ok')
}

main().catch(error => { console.error(error); process.exit(1) })
