//! Access tokens that were bought with a secret and last for a while: kept in memory only.
//!
//! Whoever needs one that is being bought waits for it, so that many callers make one request.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;
use tokio::{sync::Mutex as Turn, time::Instant};

use crate::{
    answer::{Answer, Step},
    credential::Credential,
};

/// A token is not used in its last minute.
const MARGIN: Duration = Duration::from_secs(60);

/// What a token lives that does not say for how long, in seconds: Zendesk's shortest.
const SHORTEST: u64 = 300;

/// What no token outlives, in seconds: Zendesk's longest.
const LONGEST: u64 = 172_800;

/// What a token is kept under: see [`crate::credential::fingerprint`].
pub(crate) type Key = [u8; 32];

/// One access token.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) who: Credential,
    /// When it was asked for.
    pub(crate) asked: Instant,
    until: Instant,
}

impl Token {
    /// The token of an answer to a request made then.
    pub(crate) fn read(answer: &Answer, asked: Instant) -> Step<Self> {
        let said = answer.get("/expires_in").and_then(Value::as_u64);
        let life = Duration::from_secs(said.unwrap_or(SHORTEST).min(LONGEST));
        Ok(Self {
            who: Credential::issued(answer)?,
            asked,
            until: asked + life.saturating_sub(MARGIN),
        })
    }

    fn is_good(&self, after: Option<Instant>) -> bool {
        Instant::now() < self.until && after.is_none_or(|after| self.asked > after)
    }
}

/// The place of one token, and the turn to fill it.
type Slot = Arc<Turn<Option<Token>>>;

/// Tokens by what they were bought with.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<HashMap<Key, Slot>>);

impl Tokens {
    /// The token kept under this key if it was asked for later than `after`, else a new one.
    pub(crate) async fn get<F: Future<Output = Step<Token>>>(
        &self,
        key: Key,
        after: Option<Instant>,
        buy: impl FnOnce() -> F,
    ) -> Step<Token> {
        let slot = self.slot(key);
        let mut kept = slot.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| token.is_good(after)) {
            return Ok(token.clone());
        }
        match buy().await {
            Ok(token) => Ok(kept.insert(token).clone()),
            Err(check) => {
                if check.verdict.is_refusal() {
                    *kept = None;
                }
                Err(check)
            }
        }
    }

    fn slot(&self, key: Key) -> Slot {
        // A panic elsewhere leaves the map as good as it was.
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What nobody waits for and nobody can use is let go.
        slots.retain(|_, slot| {
            let is_good = |kept: &Option<Token>| kept.as_ref().is_some_and(|t| t.is_good(None));
            Arc::strong_count(slot) > 1 || slot.try_lock().is_ok_and(|kept| is_good(&kept))
        });
        Arc::clone(slots.entry(key).or_default())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use domain::{Check, Verdict};
    use serde_json::json;

    use super::*;
    use crate::answer::fake::answer;

    /// A shop that counts its customers.
    #[derive(Default)]
    struct Shop {
        tokens: Tokens,
        sold: AtomicUsize,
    }

    impl Shop {
        async fn get(&self, key: u8, after: Option<Instant>, body: &Value) -> Step<Token> {
            let buy = || async {
                let asked = Instant::now();
                self.sold.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
                Token::read(&answer(200, body), asked)
            };
            self.tokens.get([key; 32], after, buy).await
        }

        fn sold(&self) -> usize {
            self.sold.load(Ordering::Relaxed)
        }
    }

    fn lasting(seconds: u64) -> Value {
        json!({"access_token": "t0ken", "expires_in": seconds})
    }

    #[tokio::test]
    async fn fifty_at_once_buy_one_token() {
        let shop = Arc::new(Shop::default());
        let customers: Vec<_> = (0..50)
            .map(|_| {
                let shop = Arc::clone(&shop);
                tokio::spawn(async move { shop.get(1, None, &lasting(1800)).await.is_ok() })
            })
            .collect();
        for customer in customers {
            assert!(customer.await.unwrap());
        }
        assert_eq!(shop.sold(), 1);
        shop.get(2, None, &lasting(1800)).await.ok().unwrap();
        assert_eq!(shop.sold(), 2);
    }

    #[tokio::test]
    async fn who_wants_a_new_token_takes_one_that_was_asked_for_since() {
        let shop = Shop::default();
        let first = shop.get(1, None, &lasting(1800)).await.ok().unwrap();
        let since = Some(first.asked);
        shop.get(1, since, &lasting(1800)).await.ok().unwrap();
        shop.get(1, since, &lasting(1800)).await.ok().unwrap();
        assert_eq!(shop.sold(), 2);
        shop.get(1, Some(Instant::now()), &lasting(1800))
            .await
            .ok()
            .unwrap();
        assert_eq!(shop.sold(), 3);
    }

    #[tokio::test]
    async fn a_token_in_its_last_minute_is_bought_anew_and_no_life_means_the_shortest() {
        let shop = Shop::default();
        for (body, sold) in [(lasting(60), 1), (lasting(1800), 2), (lasting(1800), 2)] {
            shop.get(1, None, &body).await.ok().unwrap();
            assert_eq!(shop.sold(), sold, "{body}");
        }
        let life = |body: Value| {
            let asked = Instant::now();
            let token = Token::read(&answer(200, body), asked).ok().unwrap();
            (token.until - asked).as_secs()
        };
        assert_eq!(life(json!({"access_token": "t"})), 240);
        assert_eq!(life(lasting(SHORTEST)), SHORTEST - 60);
        assert_eq!(life(lasting(LONGEST)), LONGEST - 60);
        assert_eq!(life(lasting(u64::MAX)), LONGEST - 60);
    }

    #[tokio::test]
    async fn a_refusal_forgets_the_token_and_trouble_keeps_it() {
        for (verdict, is_kept) in [(Verdict::Unreachable, true), (Verdict::Rejected, false)] {
            let shop = Shop::default();
            shop.get(1, None, &lasting(1800)).await.ok().unwrap();
            let refused = || async { Err(Box::new(Check::of(verdict))) };
            let since = Some(Instant::now());
            assert!(shop.tokens.get([1; 32], since, refused).await.is_err());
            shop.get(1, None, &lasting(1800)).await.ok().unwrap();
            assert_eq!(shop.sold() == 1, is_kept, "{verdict:?}");
        }
    }

    #[tokio::test]
    async fn what_nobody_can_use_is_let_go() {
        let shop = Shop::default();
        for key in 0..20 {
            shop.get(key, None, &lasting(30)).await.ok().unwrap();
        }
        shop.tokens.slot([99; 32]);
        assert_eq!(shop.tokens.0.lock().unwrap().len(), 1);
    }
}
