//! Where the built pages are: what cargo-leptos wrote, found without a configuration file.

use std::path::{Path, PathBuf};

use leptos::config::LeptosOptions;

use crate::config::Config;

/// The name of the WebAssembly file, fixed at build time in `.cargo/config.toml`.
const OUTPUT_NAME: &str = match option_env!("LEPTOS_OUTPUT_NAME") {
    Some(name) => name,
    None => "kontor",
};
/// cargo-leptos writes the hashes of the file names beside the executable.
const HASH_FILE: &str = "hash.txt";

/// The options Leptos needs to write addresses of its files into pages.
#[must_use]
pub fn options(config: &Config) -> LeptosOptions {
    let folder = folder(config);
    LeptosOptions::builder()
        .output_name(OUTPUT_NAME)
        .site_root(folder.display().to_string())
        .site_pkg_dir("pkg")
        .hash_files(hashed(&folder))
        .hash_file(HASH_FILE.into())
        .build()
}

/// The folder of the built pages: the configured one, the one cargo-leptos names in the environment, `site` beside the
/// executable, or `site` beside its folder (`target/debug/kontor` and `target/site`).
fn folder(config: &Config) -> PathBuf {
    if !config.site.as_os_str().is_empty() {
        return config.site.clone();
    }
    if let Ok(folder) = std::env::var("LEPTOS_SITE_ROOT") {
        return folder.into();
    }
    let beside = executable_folder();
    let found = beside.ancestors().take(3).map(|f| f.join("site")).find(|f| f.join("pkg").is_dir());
    found.unwrap_or_else(|| beside.join("site"))
}

/// Are the file names hashed? Only when the hash file is there and its WebAssembly is in the folder: a hash file left
/// behind by another build would make every page ask for files that do not exist.
fn hashed(folder: &Path) -> bool {
    let file = |hash: String| folder.join("pkg").join(format!("{OUTPUT_NAME}.{hash}.wasm"));
    hash_of("wasm").is_some_and(|hash| file(hash).is_file())
}

/// The hash in the name of a file of the build: `css`, `js` or `wasm`.
fn hash_of(kind: &str) -> Option<String> {
    let hashes = std::fs::read_to_string(executable_folder().join(HASH_FILE)).ok()?;
    let (_, hash) = hashes.lines().filter_map(|l| l.split_once(':')).find(|(of, _)| *of == kind)?;
    Some(hash.trim().to_owned())
}

/// The address of the style sheet, for what is no page of Leptos.
#[must_use]
pub fn style_sheet(options: &LeptosOptions) -> String {
    let hash = hash_of("css").filter(|_| options.hash_files).map(|hash| format!(".{hash}"));
    format!("/{}/{OUTPUT_NAME}{}.css", options.site_pkg_dir, hash.unwrap_or_default())
}

fn executable_folder() -> PathBuf {
    std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf)).unwrap_or_default()
}
