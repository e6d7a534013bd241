// The guide's DynamicDatabasePool as it stands there, against a lease of ten seconds: it renews at 80 % of
// the lease, and when the renewal fails it takes new credentials and another pool. Only the address is not
// the guide's, and Pool, which it does not import.
'use strict'
const assert = require('node:assert')
const { Pool: PgPool } = require('pg')
class Pool extends PgPool {
  constructor (options) {
    super({ ...options, port: Number(process.env.DB_PORT) })
    this.on('error', () => {}) // A revoked user's idle connections end; the next query tells.
  }
}

// Vault dynamic database credentials
const vault = require('node-vault')({
  endpoint: process.env.VAULT_ADDR,
  token: process.env.VAULT_TOKEN
});

async function getDatabaseCredentials() {
  try {
    // Request new credentials (valid for 1 hour)
    const result = await vault.read('database/creds/readonly');
    
    return {
      username: result.data.username,
      password: result.data.password,
      leaseId: result.lease_id,
      leaseDuration: result.lease_duration
    };
  } catch (error) {
    console.error('Error getting dynamic credentials:', error);
    throw error;
  }
}

// Usage with connection pooling
class DynamicDatabasePool {
  constructor() {
    this.pool = null;
    this.leaseId = null;
    this.renewalTimer = null;
  }
  
  async initialize() {
    const creds = await getDatabaseCredentials();
    
    this.pool = new Pool({
      host: process.env.DB_HOST,
      user: creds.username,
      password: creds.password,
      database: process.env.DB_NAME
    });
    
    this.leaseId = creds.leaseId;
    
    // Renew lease before expiration
    this.scheduleRenewal(creds.leaseDuration);
  }
  
  async scheduleRenewal(duration) {
    // Renew at 80% of lease duration
    const renewalTime = duration * 0.8 * 1000;
    
    this.renewalTimer = setTimeout(async () => {
      try {
        await vault.write(`sys/leases/renew`, {
          lease_id: this.leaseId
        });
        console.log('Lease renewed');
        this.scheduleRenewal(duration);
      } catch (error) {
        console.error('Lease renewal failed, rotating credentials');
        await this.rotateCredentials();
      }
    }, renewalTime);
  }
  
  async rotateCredentials() {
    // Get new credentials
    const creds = await getDatabaseCredentials();
    
    // Create new pool
    const newPool = new Pool({
      host: process.env.DB_HOST,
      user: creds.username,
      password: creds.password,
      database: process.env.DB_NAME
    });
    
    // Gracefully close old pool
    await this.pool.end();
    
    // Switch to new pool
    this.pool = newPool;
    this.leaseId = creds.leaseId;
    
    // Schedule next renewal
    this.scheduleRenewal(creds.leaseDuration);
  }
  
  getPool() {
    return this.pool;
  }
}

const seen = []
for (const level of ['log', 'error']) {
  const say = console[level]
  console[level] = (...words) => { seen.push(String(words[0])); say(...words) }
}

async function until (happened) {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (happened()) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  assert.fail('waited too long; seen: ' + seen.join(', '))
}

async function user (pool) {
  return (await pool.query('SELECT current_user, (SELECT id FROM orders) AS id')).rows[0]
}

async function main () {
  const database = new DynamicDatabasePool()
  await database.initialize()
  const first = await user(database.getPool())
  assert.strictEqual(first.id, 7)
  await until(() => seen.includes('Lease renewed'))
  assert.strictEqual((await user(database.getPool())).current_user, first.current_user)

  await vault.write('sys/leases/revoke', { lease_id: database.leaseId })
  await until(() => seen.includes('Lease renewal failed, rotating credentials') && database.getPool().options.user !== first.current_user)
  const second = await user(database.getPool())
  assert.notStrictEqual(second.current_user, first.current_user)
  assert.strictEqual(second.id, 7)
  clearTimeout(database.renewalTimer)
  await database.getPool().end()
  console.log('node-database: ok')
  process.exit(0)
}

main().catch(error => { console.error(error); process.exit(1) })
