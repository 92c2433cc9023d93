//! The bucket that the configuration names as the archive's content store: read, checked and opened.

use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, RetryConfig};
use url::Url;

use crate::kontor::{ArchiveSettings, S3Settings};

/// What is asked again when the service does not answer, or not now. Somebody waits for it.
const RETRIES: usize = 3;

/// A bucket of S3, or of a service that speaks as S3 does, and a place in it.
pub struct Bucket<'a> {
    name: &'a str,
    prefix: Path,
    /// None: AWS.
    endpoint: Option<Url>,
    settings: &'a S3Settings,
}

/// A key of the configuration, and what is wrong with it.
pub type Wrong = (&'static str, String);

impl<'a> Bucket<'a> {
    /// The bucket that is configured; none where the bytes lie in the folder.
    ///
    /// # Errors
    /// What cannot be used, by its name in the configuration. Nothing of a secret is in the words.
    pub fn of(settings: &'a ArchiveSettings) -> Result<Option<Self>, Wrong> {
        if settings.store.is_empty() {
            return Ok(None);
        }
        let (name, prefix) = place(&settings.store).map_err(|why| ("archive.store", why.to_owned()))?;
        let s3 = &settings.s3;
        let endpoint = match s3.endpoint.as_str() {
            "" => None,
            text => Some(service(text).ok_or_else(|| {
                (
                    "archive.s3.endpoint",
                    "must be https://HOST, or http://HOST:PORT in your own network".to_owned(),
                )
            })?),
        };
        if endpoint.is_none() && s3.region.is_empty() {
            return Err((
                "archive.s3.region",
                "needed with archive.store at AWS, or name archive.s3.endpoint".into(),
            ));
        }
        if !s3.region.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(("archive.s3.region", "has letters, digits and hyphens only".into()));
        }
        for (key, value) in
            [("archive.s3.access_key", &s3.access_key), ("archive.s3.secret_key", &s3.secret_key)]
        {
            if value.is_empty() {
                return Err((key, "needed with archive.store".into()));
            }
            if !value.bytes().all(|b| b.is_ascii_graphic()) {
                return Err((key, "has a blank, or a character that no key has".into()));
            }
        }
        Ok(Some(Self { name, prefix, endpoint, settings: s3 }))
    }

    /// `s3://BUCKET/PREFIX`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("s3://{}/{}", self.name, self.prefix).trim_end_matches('/').to_owned()
    }

    /// Nothing is asked of it yet.
    pub(super) fn open(&self) -> object_store::Result<Arc<dyn ObjectStore>> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(self.name)
            .with_access_key_id(&self.settings.access_key)
            .with_secret_access_key(&self.settings.secret_key)
            .with_retry(RetryConfig { max_retries: RETRIES, ..RetryConfig::default() });
        if !self.settings.region.is_empty() {
            builder = builder.with_region(&self.settings.region);
        }
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint.as_str()).with_allow_http(endpoint.scheme() == "http");
        }
        Ok(Arc::new(PrefixStore::new(builder.build()?, self.prefix.clone())))
    }
}

/// Bucket and prefix of `s3://BUCKET/PREFIX`. Both stand in headers and addresses: what is not plain is refused here.
fn place(url: &str) -> Result<(&str, Path), &'static str> {
    let rest = url.strip_prefix("s3://").ok_or("must be s3://BUCKET/PREFIX, or empty for the folder")?;
    let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_/".contains(&b));
    let named = name.starts_with(|first: char| first.is_ascii_alphanumeric()) && plain(name);
    if !named || !(3..=63).contains(&name.len()) {
        return Err(
            "a bucket has a name of 3 to 63 letters, digits, dots and hyphens; host and keys stand in [archive.s3]",
        );
    }
    match Path::parse(prefix) {
        Ok(prefix) if plain(prefix.as_ref()) => Ok((name, prefix)),
        _ => Err("a prefix has letters, digits, dots, hyphens and single slashes"),
    }
}

/// A service's address, and nothing beside it.
fn service(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let alone = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && alone).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(store: &str) -> ArchiveSettings {
        let s3 = S3Settings {
            endpoint: "http://minio:9000".into(),
            region: String::new(),
            access_key: "kontor".into(),
            secret_key: "sehr-geheim".into(),
        };
        ArchiveSettings { store: store.into(), clamd: String::new(), s3 }
    }

    /// The key that is wrong.
    fn wrong(settings: &ArchiveSettings) -> Option<&'static str> {
        let (key, why) = Bucket::of(settings).err()?;
        assert!(!why.contains("geheim"), "{why}");
        Some(key)
    }

    #[test]
    fn a_place_is_a_bucket_and_a_prefix_and_nothing_else() {
        for (store, address) in [
            ("s3://belege", "s3://belege"),
            ("s3://belege/", "s3://belege"),
            ("s3://belege.hallmann/kontor/archiv/", "s3://belege.hallmann/kontor/archiv"),
        ] {
            let settings = settings(store);
            let bucket = Bucket::of(&settings).unwrap_or_else(|(key, why)| panic!("{key}: {why}")).unwrap();
            assert_eq!(bucket.address(), address);
            assert!(bucket.open().is_ok());
        }
        for store in [
            "belege",
            "/srv/belege",
            "https://s3.example/belege",
            "s3:belege",
            "s3://",
            "s3:///kontor",
            "s3://ab",
            "s3://../kontor",
            "s3://kontor:sehr-geheim@belege",
            "s3://minio:9000/belege",
            "s3://bele ge",
            "s3://belege/a//b",
            "s3://belege/../b",
            "s3://belege?region=x",
            "s3://belege/a\nb",
        ] {
            assert_eq!(wrong(&settings(store)), Some("archive.store"), "{store}");
        }
        assert!(matches!(Bucket::of(&settings("")), Ok(None)));
    }

    #[test]
    fn what_is_missing_or_cannot_be_is_told_by_its_key() {
        let with = |change: fn(&mut S3Settings)| {
            let mut settings = settings("s3://belege");
            change(&mut settings.s3);
            wrong(&settings)
        };
        assert_eq!(with(|_| {}), None);
        assert_eq!(with(|s3| s3.access_key.clear()), Some("archive.s3.access_key"));
        assert_eq!(with(|s3| s3.secret_key.clear()), Some("archive.s3.secret_key"));
        assert_eq!(with(|s3| s3.secret_key.push('\n')), Some("archive.s3.secret_key"));
        assert_eq!(with(|s3| s3.endpoint.clear()), Some("archive.s3.region"), "AWS has many");
        assert_eq!(with(|s3| s3.region = "eu central".into()), Some("archive.s3.region"));
        for endpoint in
            ["minio:9000", "ftp://minio", "http://", "https://kontor:sehr-geheim@minio", "https://minio/?x"]
        {
            let mut settings = settings("s3://belege");
            settings.s3.endpoint = endpoint.into();
            assert_eq!(wrong(&settings), Some("archive.s3.endpoint"), "{endpoint}");
        }
    }

    #[test]
    fn the_secret_key_is_in_no_log() {
        let shown = format!("{:?}", settings("s3://belege"));
        assert!(shown.contains("minio") && !shown.contains("geheim"), "{shown}");
    }
}
